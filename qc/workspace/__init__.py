"""Where everything meets: one folder, its clock, its files."""

from qc.workspace.lens import Lens
from qc.workspace.workspace import Workspace

__all__ = ["Lens", "Workspace"]
