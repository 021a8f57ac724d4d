"""`./souk chaos`: customers come at a constant rate while one thing after the other breaks, and the books must balance.

`stand` is the shop that is drilled, `load` its customers, `faults` what befalls it; `drill` lets one fault happen and
says what came of it, `campaign` goes through many, `report` and `page` tell.
"""
