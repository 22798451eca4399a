"""The colours of the interface, beside those of the theme.

Windows are dark whatever the story's theme: slides alone take its colours. Every `#rrggbb` of `desktop/ui` stands here.
"""

from __future__ import annotations

from typing import Final

# surfaces, from dark to light
SHADOW: Final = "#0c0908"
LIST: Final = "#160f0e"
CURRENT_LINE: Final = "#1d1614"
MENU: Final = "#1e1614"
BUTTON_PRESSED: Final = "#201816"
POPUP: Final = "#201715"
RAISED: Final = "#241b19"  # tooltips, hovered rows
BUTTON: Final = "#2a201d"
OFFER: Final = "#2c1c12"  # the bar that asks for a decision
FOLD_COUNT: Final = "#2f231f"
SELECTED_ROW: Final = "#33231f"
BUTTON_HOVER: Final = "#382a26"
SELECTED_ITEM: Final = "#3a2521"
CHECKED: Final = "#47302a"
POPUP_BORDER: Final = "#5a463e"
CONTROL_BORDER: Final = "#7a6259"  # of boxes to tick: three times as light as the ground

# text
BRIGHT: Final = "#ffffff"
ON_ACCENT: Final = "#fffaf2"  # on vermilion and on a selection
EMPHASIS: Final = "#d8c3a5"
HELP: Final = "#c9bbab"
LINE_NUMBER: Final = "#887a6e"
DISABLED: Final = "#6d6058"

# meaning
ERROR: Final = "#f0604a"  # marks, underlines and borders
ERROR_TEXT: Final = "#f0806c"
PRIMARY_HOVER: Final = "#e2563f"
LIGHT_BULB: Final = "#4a3a1c"
LASER: Final = "#ff5a46"

# the text editor
SELECTION: Final = "#5a2f27"
MATCH: Final = "#4a3712"
BRACKET_MATCH: Final = "#4b382c"
FOLD_HANDLE: Final = "#4f4039"
FOLD_HANDLE_HOVER: Final = "#94806c"

# TOML
SYNTAX_HEADER: Final = ERROR_TEXT
SYNTAX_BRACKET: Final = "#c06f5e"
SYNTAX_KEY: Final = "#c9ab82"
SYNTAX_STRING: Final = "#d3dbb2"
SYNTAX_DATE: Final = "#74bfa6"
SYNTAX_NUMBER: Final = "#8fb8d9"
SYNTAX_COMMENT: Final = "#96887c"
SYNTAX_PUNCTUATION: Final = "#9a8772"

# differences of texts: text, line, words
ADDED: Final = ("#8fd3ba", "#16261f", "#2a4f42")
REMOVED: Final = ("#f39a88", "#2c1714", "#5e2b23")
CHANGED_LINE: Final = "#241b14"
CHANGED_WORDS: Final = "#5a4420"
