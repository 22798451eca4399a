#!/bin/sh
# Put Passeur.app on a disk image, beside a way into Applications.  make_dmg.sh APP DMG
# With SIGN_IDENTITY set the application is signed for distribution; else for this machine's own use ("ad hoc").
set -eu
app=$1
image=$2

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
if [ -n "${SIGN_IDENTITY:-}" ]; then
    codesign --force --deep --options runtime --timestamp --sign "$SIGN_IDENTITY" "$stage/$(basename "$app")"
else
    codesign --force --deep --sign - "$stage/$(basename "$app")"
fi
codesign --verify --deep --strict "$stage/$(basename "$app")"
ln -s /Applications "$stage/Applications"
rm -f "$image"
hdiutil create -volname Passeur -srcfolder "$stage" -fs HFS+ -format ULMO "$image"
hdiutil verify "$image"
