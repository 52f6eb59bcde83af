"""What the user can do, as data from which menus, palette and shortcuts derive."""
