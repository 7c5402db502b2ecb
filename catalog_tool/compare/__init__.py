"""Local catalogs against the directory: matching, comparators, policy.

Structure first, judgement after: matching says which matters belong together,
comparators say what differs, and only the policy says whether that is allowed.
"""
