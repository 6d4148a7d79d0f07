"""Pages and feeds that every site needs, made from its plan: lists, statement, feedback, sheets, feeds."""
