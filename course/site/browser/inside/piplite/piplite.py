"""The kernel's worker writes its settings into this module; nothing here reads them."""
