"""The local stack: every part of Souk as a real process on this machine, started and watched by one supervisor.

`topology` says once which parts there are and what each needs; `supervisor` keeps them running; `stack` is how the
commands (and tests and benches) start, ask and stop one; everything a stack keeps lies in its `home`.
"""
