"""What a region has decided about findings: levels by policy, ignore comments, a baseline.

None of it reaches the checks themselves: what is found stays a function of the bytes.
"""
