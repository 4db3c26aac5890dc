# SPDX-License-Identifier: BSD-2-Clause
"""native.py DOMC KNOWN EXPECTED TREES... - does domc find what dt-validate does?

Runs `domc check` on all trees and compares its set of (tree, node, property,
schema) with EXPECTED, which has dt-validate's: tree, path of the node,
property (or -), id of the schema, separated by tabs, a tree by the end of its
path. Once with the bindings that are built into domc, and again with
dt-schema's own schemas beside them.

KNOWN lists differences that are meant, each with its reason:
  which <tab> node <tab> property <tab> schema <tab> reason
`which` is domc or dt-schema: who finds it alone; fields are patterns of
fnmatch. One that nothing matches is an error.
"""
import fnmatch
import os
import re
import subprocess
import sys

import dtschema

BASE = 'http://devicetree.org/schemas/'
LINE = re.compile(r'(.*?): error: (/\S*): (.*) \((\S+\.yaml)\) '
                  r'\[(E\d+) [a-z-]+\]$')
SUBJECT = re.compile(r"(property|node) '([^']+)'")


def property_of(text):
    """The property or child a sentence is about, as dt-validate has it."""
    if text.startswith('the name of the node'):
        return '$nodename'
    match = SUBJECT.match(text)
    # What another property needs is a matter of the node, there.
    if not match or 'is missing, which' in text:
        return '-'
    return match.group(2)


def run(domc, trees, options):
    """What domc finds, of that what it does not know, and other lines."""
    found, unknown, other = set(), set(), []
    for at in range(0, len(trees), 200):
        done = subprocess.run([domc, 'check', *options, '--',
                               *trees[at:at + 200]], check=False,
                              stderr=subprocess.PIPE, text=True)
        if done.returncode not in (0, 1):
            other.append(f'domc check ended with {done.returncode}')
        for line in done.stderr.splitlines():
            match = LINE.match(line)
            if match:
                tree, node, text, schema, code = match.groups()
                finding = (tree, node, property_of(text), BASE + schema + '#')
                found.add(finding)
                if code == 'E0604':
                    unknown.add(finding)
            elif not line.startswith('domc: '):
                other.append(line)
    return found, unknown, other


class Known:
    """Differences that are meant."""

    def __init__(self, path):
        with open(path, encoding='utf-8') as f:
            self.rules = [line.rstrip('\n').split('\t') for line in f
                          if line.strip() and not line.startswith('#')]
        self.used = [0] * len(self.rules)

    def covers(self, who, finding):
        for i, rule in enumerate(self.rules):
            if rule[0] == who and all(
                    fnmatch.fnmatchcase(value, pattern)
                    for value, pattern in zip(finding[1:], rule[1:4])):
                self.used[i] += 1
                return True
        return False


def read_expected(path, trees):
    """With the full paths of trees, which stand there by their end."""
    by_end = {}
    for tree in trees:
        by_end.setdefault(os.path.basename(tree), tree)
        by_end[tree] = tree
    result = set()
    with open(path, encoding='utf-8') as f:
        for line in f:
            tree, *rest = line.rstrip('\n').split('\t')
            if tree in by_end:
                result.add((by_end[tree], *rest))
    return result


def pair_unevaluated(found, unknown, expected):
    """
    Of unevaluated properties dt-validate has one finding about the node, and
    their names in words alone; domc has one for each.
    """
    nodes = {(t, n, s) for t, n, p, s in expected - found if p == '-'}
    named = {f for f in (found & unknown) - expected
             if (f[0], f[1], f[3]) in nodes}
    whole = {(t, n, '-', s) for t, n, _, s in named}
    return (found - named) | whole


def compare(title, found, expected, known):
    wrong = [('domc', f) for f in found - expected]
    wrong += [('dt-schema', f) for f in expected - found]
    wrong = [w for w in wrong if not known.covers(*w)]
    for who, finding in sorted(wrong, key=str)[:40]:
        print(f'native: {title}: only {who} finds: ' + ' '.join(finding))
    return len(wrong)


def main():
    domc, known_path, expected_path, *trees = sys.argv[1:]
    known = Known(known_path)
    expected = read_expected(expected_path, trees)
    core = os.path.join(os.path.dirname(dtschema.__file__), 'schemas')
    ours = {BASE + name + '#' for name in os.listdir('bindings')
            if name.endswith('.yaml')}
    failed, checked = 0, 0
    for title, options, want in (
            ('bindings', [], {e for e in expected if e[3] in ours}),
            ('with dt-schema', ['--bindings', core], expected)):
        found, unknown, other = run(domc, trees, options)
        for line in other[:10]:
            print(f'native: {title}: {line}')
        found = pair_unevaluated(found, unknown, want)
        failed += len(other) + compare(title, found, want, known)
        checked += len(found & want)
    for rule, used in zip(known.rules, known.used):
        if not used:
            print('native: no difference is this one: ' + ' '.join(rule))
            failed += 1
    if not checked:
        print('native: nothing was found by both')
        failed += 1
    print(f'native: {checked} passed, {failed} failed')
    sys.exit(failed != 0)


main()
