"""What tables of sheets need beside their reader: what a cell means, how faults are told, how CSV is laid out."""
