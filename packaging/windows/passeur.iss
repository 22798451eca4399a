; The installer for Windows (Inno Setup 6.3 or newer): for one person without asking for rights, or for all with them.
; Built by `dev.py build`: iscc /DVersion=0.1.0 /DName=passeur-0.1.0-win32-amd64 passeur.iss

#ifndef Version
  #error Version is not given: build with dev.py
#endif

[Setup]
AppId={{8E6B3F0A-5C0B-4E55-9B0B-6B9B1C7E2D41}
AppName=Passeur
AppVersion={#Version}
AppPublisher=The Passeur authors
AppCopyright=Copyright 2026 The Passeur authors
VersionInfoVersion={#Version}
DefaultDirName={autopf}\Passeur
DefaultGroupName=Passeur
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\icons\passeur.ico
UninstallDisplayIcon={app}\passeur.exe
WizardStyle=modern
ShowLanguageDialog=auto
ChangesAssociations=yes
ChangesEnvironment=yes
Compression=lzma2/max
SolidCompression=yes
OutputDir=..\..\dist
OutputBaseFilename={#Name}

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"

[CustomMessages]
en.Story=Passeur story
fr.Story=Récit Passeur
en.AddToPath=Add the command “passeur-cli” to the search path
fr.AddToPath=Ajouter la commande « passeur-cli » au chemin de recherche

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked
Name: "path"; Description: "{cm:AddToPath}"; Flags: unchecked

[InstallDelete]
; An update must not leave the libraries of the version before it beside its own.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\passeur\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\Passeur"; Filename: "{app}\passeur.exe"
Name: "{autodesktop}\Passeur"; Filename: "{app}\passeur.exe"; Tasks: desktopicon

[Registry]
; Windows knows a file by what follows its last dot, so "x.passeur.toml" is a .toml: Passeur offers itself in "Open with",
; and takes no .toml away from the editor that has them.
Root: HKA; Subkey: "Software\Classes\Passeur.Story"; ValueType: string; ValueData: "{cm:Story}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Passeur.Story\DefaultIcon"; ValueType: string; ValueData: "{app}\passeur.exe,0"
Root: HKA; Subkey: "Software\Classes\Passeur.Story\shell\open\command"; ValueType: string; ValueData: """{app}\passeur.exe"" open ""%1"""
Root: HKA; Subkey: "Software\Classes\.toml\OpenWithProgids"; ValueType: string; ValueName: "Passeur.Story"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Applications\passeur.exe\SupportedTypes"; ValueType: string; ValueName: ".toml"; ValueData: ""; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Directory\shell\Passeur"; ValueType: string; ValueData: "Passeur"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Directory\shell\Passeur"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\passeur.exe,0"
Root: HKA; Subkey: "Software\Classes\Directory\shell\Passeur\command"; ValueType: string; ValueData: """{app}\passeur.exe"" open ""%1"""
Root: HKA; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: path; Check: not IsAdminInstallMode and OffPath('{app}')

[Run]
Filename: "{app}\passeur.exe"; Description: "{cm:LaunchProgram,Passeur}"; Flags: nowait postinstall skipifsilent

[Code]
function OffPath(Folder: string): Boolean;
var
  Paths: string;
begin
  Result := not RegQueryStringValue(HKEY_CURRENT_USER, 'Environment', 'Path', Paths)
    or (Pos(';' + Lowercase(ExpandConstant(Folder)) + ';', ';' + Lowercase(Paths) + ';') = 0);
end;
