"""The modes that are built, in the order of the mode switch."""

from pincite.desktop.views.exhibits import Exhibits
from pincite.desktop.views.processing import Processing
from pincite.desktop.views.reports import Reports
from pincite.desktop.views.review import Review
from pincite.desktop.views.shell import Mode

MODES: tuple[type[Mode], ...] = (Review, Exhibits, Reports, Processing)
