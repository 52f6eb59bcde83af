"""The look: colour tokens in light and dark, the palette and style sheet of them, the fonts."""

from dataclasses import dataclass
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from pincite.domain.palette import TAG_COLOURS
from pincite.domain.resources import resource

UI_FONT_PX = 13
ROW_PX = 28
RADIUS_PX = 7
PADDING_PX = 14

SYSTEM, LIGHT, DARK = "system", "light", "dark"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme, as `#rrggbb`; `ink` fades from 1 to 3."""

    window: str
    panel: str
    paper: str
    line: str
    control: str
    ink: str
    ink2: str
    ink3: str
    accent: str
    accent_soft: str
    on_accent: str
    hit: str
    hit_current: str
    ok: str
    ok_fill: str
    warn: str
    stop: str
    privileged: str
    redaction: str
    desk: str
    scroll: str
    field: str


LIGHT_TOKENS = Tokens(
    window="#f4f2ee",
    panel="#fbfaf8",
    paper="#ffffff",
    line="#dfdbd3",
    control="#e9e6df",
    ink="#1f2328",
    ink2="#5a6068",
    ink3="#666c74",
    accent="#1f4e79",
    accent_soft="#e4edf5",
    on_accent="#ffffff",
    hit="#fff0a8",
    hit_current="#ffd84d",
    ok="#237032",
    ok_fill="#237032",
    warn="#8a5a10",
    stop="#b83d08",
    privileged="#862e9c",
    redaction="#1f2328",
    desk="#f2f0eb",
    scroll="#c4bfb5",
    field="#0b7285",
)
DARK_TOKENS = Tokens(
    window="#17191c",
    panel="#1e2125",
    paper="#24282d",
    line="#363b42",
    control="#2b3036",
    ink="#e6e8eb",
    ink2="#aab1ba",
    ink3="#98a0aa",
    accent="#7fb2e5",
    accent_soft="#22364a",
    on_accent="#12202e",
    hit="#6b5a12",
    hit_current="#8f7716",
    ok="#69b578",
    ok_fill="#69b578",
    warn="#d9a441",
    stop="#f0805a",
    privileged="#c58bd6",
    redaction="#000000",
    desk="#17191c",
    scroll="#4b525b",
    field="#5fc3d6",
)


def tag_colour(number: int) -> QColor:
    """The fill of a tag whose colour is `number`, from 1 to 9."""
    return QColor(TAG_COLOURS[(number - 1) % len(TAG_COLOURS)])


class Theme(QObject):
    """The scheme in force; `changed` is emitted when it turns from light to dark or back."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None, choice: str = SYSTEM) -> None:
        """Follow the system, or keep to `choice`."""
        super().__init__(parent)
        self._choice = choice
        self.tokens = self._wanted()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)

    @property
    def choice(self) -> str:
        """What was chosen: system, light or dark."""
        return self._choice

    @property
    def is_dark(self) -> bool:
        """Whether the dark scheme is in force."""
        return self.tokens is DARK_TOKENS

    def choose(self, choice: str) -> None:
        """Follow the system, or keep to light or dark."""
        self._choice = choice
        self._refresh()

    def colour(self, token: str) -> QColor:
        """The colour of a token now."""
        return QColor(str(getattr(self.tokens, token)))

    def apply(self) -> None:
        """Give the application this scheme's palette, style sheet and font."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setFont(ui_font())
            application.setPalette(self._palette())
            application.setStyleSheet(self._style_sheet())

    def _wanted(self) -> Tokens:
        if self._choice != SYSTEM:
            return DARK_TOKENS if self._choice == DARK else LIGHT_TOKENS
        system = QGuiApplication.styleHints().colorScheme()
        return DARK_TOKENS if system == Qt.ColorScheme.Dark else LIGHT_TOKENS

    def _on_system_scheme_changed(self) -> None:
        self._refresh()

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted is self.tokens:
            return
        self.tokens = wanted
        self.apply()
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "window",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.Base: "paper",
            QPalette.ColorRole.AlternateBase: "panel",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.Button: "panel",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.ToolTipBase: "panel",
            QPalette.ColorRole.ToolTipText: "ink",
            QPalette.ColorRole.PlaceholderText: "ink3",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "on_accent",
            QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.Accent: "accent",
            QPalette.ColorRole.Mid: "line",
            QPalette.ColorRole.Dark: "ink3",
            QPalette.ColorRole.Light: "paper",
            QPalette.ColorRole.Midlight: "line",
            QPalette.ColorRole.Shadow: "line",
        }
        for role, token in roles.items():
            palette.setColor(role, self.colour(token))
        for role in (
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("ink3"))
        return palette

    def _style_sheet(self) -> str:
        template = Template(resource("themes", "pincite.qss").read_text("utf-8"))
        names = Tokens.__dataclass_fields__
        values = {name: getattr(self.tokens, name) for name in names}
        return template.substitute(
            values,
            radius=f"{RADIUS_PX}px",
            row=f"{ROW_PX}px",
            padding=f"{PADDING_PX}px",
            mono=mono_font().family(),
            icons=resource("icons").as_posix(),
            scheme=DARK if self.tokens is DARK_TOKENS else LIGHT,
        )


def ui_font(delta_px: int = 0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The system's own font at 13 px and `delta_px` more, with tabular numbers."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(UI_FONT_PX + delta_px)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def mono_font(delta_px: int = 0) -> QFont:
    """The system's fixed font, for Bates numbers and queries."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(UI_FONT_PX + delta_px)
    return font


def blended(over: QColor, under: QColor, share: float) -> QColor:
    """`share` of one colour laid over another."""
    return QColor(
        round(over.red() * share + under.red() * (1 - share)),
        round(over.green() * share + under.green() * (1 - share)),
        round(over.blue() * share + under.blue() * (1 - share)),
    )
