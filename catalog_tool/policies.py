"""Which rule policy holds for a catalog: its own policy.yaml over those of its 上级目录."""

from __future__ import annotations

import os
from collections.abc import Callable

from catalog_tool.manifests import manifest_of, read_manifest, upper_catalogs
from catalog_tool.operator_files import one_mapping
from catalog_tool.rules import all_infos
from catalog_tool.settling.policy import RulePolicy, laid_over, parse_rule_policy
from catalog_tool.store import CatalogFolder, shown_name

POLICY_NAME = "policy.yaml"


def policies(given: str | None) -> Callable[[CatalogFolder], RulePolicy]:
    """What gives a catalog's policy; `given` (--policy) stands in for the catalog's own file.

    Raises CannotRun where a file is broken, or weakens what a directory has locked.
    """
    stated = None if given is None else parse_rule_policy(one_mapping(given, given), given, all_infos())

    def policy_of(catalog: CatalogFolder) -> RulePolicy:
        manifest = manifest_of(read_manifest(catalog))
        policy = RulePolicy()
        # The first 上级目录 rules, so it is laid on last.
        for upper in reversed(list(upper_catalogs(catalog, manifest))):
            own = _own(upper)
            policy = RulePolicy({**policy.levels, **own.levels}, policy.locked | own.locked)
        shown = given or shown_name(os.path.join(catalog.root, POLICY_NAME))
        return laid_over(policy, stated if stated is not None else _own(catalog), shown)

    return policy_of


def _own(catalog: CatalogFolder) -> RulePolicy:
    path = os.path.join(catalog.root, POLICY_NAME)
    if not os.path.lexists(path):
        return RulePolicy()
    shown = shown_name(path)
    return parse_rule_policy(one_mapping(path, shown), shown, all_infos())
