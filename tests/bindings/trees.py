# SPDX-License-Identifier: BSD-2-Clause
"""trees.py BINDINGS KNOWN LIST OUT - dt-validate on trees that domc made.

LIST has a line a tree: its file, and, behind tabs, the trees that went in: a
board's before domc's additions, a partial tree. The schemas of BINDINGS must
find nothing. The others may find what they find in what went in, and what the
file KNOWN lists, of which every line must be needed.

OUT gets what dt-validate says: file, path of the node, property (or -), id of
the schema, separated by tabs.
"""
import functools
import os
import re
import sys

import dtschema

from findings import Validator, load_tree

PREFIX = 'http://devicetree.org/schemas/'
# What no tree of domc's has so far: bindings for trees made by hand.
NOT_OURS_TO_WRITE = {
    'xen,multiboot-module.yaml', 'xen,partial-device.yaml',
    'xen,passthrough.yaml',
}


class Known:
    """A line of the list."""

    def __init__(self, line):
        self.schema, self.node, self.prop, self.reason = line.split('\t')
        self.line, self.used = line, False

    def admits(self, found, is_child):
        node, prop, schema = found[:3]
        if schema != PREFIX + self.schema + '#' or \
                not re.fullmatch(self.node, node):
            return False
        good = is_child(node, prop) if self.prop == '<child>' else \
            re.fullmatch(self.prop, prop)
        self.used = self.used or bool(good)
        return good


def read_known(path):
    with open(path, encoding='utf-8') as f:
        return [Known(line.rstrip('\n')) for line in f
                if line.strip() and not line.startswith('#')]


class Trees:
    """Trees by file, each read and checked once."""

    def __init__(self, validator):
        self.validator = validator
        self.seen = set()       # ids of our schemas that looked at a node
        self.selects = {i: dtschema.DTValidator(s['select']) for i, s in
                        validator.group.schemas.items() if i in validator.ours}

    @functools.lru_cache(maxsize=None)
    def of_bytes(self, data):
        found = self.validator.check(data)[0]
        root = load_tree(data)
        self._select(root, '/')
        return frozenset(f[:3] for f in found), root

    def of_file(self, path):
        with open(path, 'rb') as f:
            return self.of_bytes(f.read())

    def _select(self, node, name):
        node['$nodename'] = [name]
        chosen = {i for i, s in self.selects.items() if s.is_valid(node)}
        self.seen |= chosen
        node['$ours'] = chosen
        for child, below in node.items():
            if isinstance(below, dict):
                self._select(below, child)


def is_child_of(root):
    """Is there a node that one of our schemas is for?"""
    def is_child(path, name):
        node = root
        for step in path.strip('/').split('/') + [name]:
            node = node.get(step, {}) if step else node
        return isinstance(node, dict) and bool(node.get('$ours'))
    return is_child


def before(trees, inputs, root):
    """What is said of the inputs of the same kind: boards, or partial trees."""
    result = set()
    for path in inputs:
        found, other = trees.of_file(path)
        if ('compatible' in other) == ('compatible' in root):
            result |= found
    return result


def check_tree(trees, known, path, inputs):
    """What is wrong with a tree, a line each."""
    found, root = trees.of_file(path)
    is_child = is_child_of(root)
    for one in sorted(found - before(trees, inputs, root)):
        if one[2] in trees.validator.ours or not any(
                [k.admits(one, is_child) for k in known]):
            yield '%s: %s: %s: found by %s' % ((path,) + one)


def check_unused(trees, known, files):
    for k in known:
        if not k.used:
            yield 'no tree needs the line of known.txt: ' + k.line
    for i in sorted(trees.validator.ours - trees.seen):
        file = i[len(PREFIX):-1]
        if file not in NOT_OURS_TO_WRITE and \
                trees.validator.group.schemas[i]['select'] is not False:
            yield 'no node in %d trees is for %s' % (len(files), file)
    for file in sorted(NOT_OURS_TO_WRITE):
        if PREFIX + file + '#' in trees.seen:
            yield 'domc writes nodes for ' + file


def main():
    bindings, known_file, listed, out = sys.argv[1:]
    trees = Trees(Validator(os.path.abspath(bindings)))
    known = read_known(known_file)
    with open(listed, encoding='utf-8') as f:
        files = [line.rstrip('\n').split('\t') for line in f]
    wrong = []
    with open(out, 'w', encoding='utf-8') as f:
        for path, *inputs in files:
            wrong += check_tree(trees, known, path, inputs)
            for one in sorted(trees.of_file(path)[0]):
                f.write('\t'.join((path,) + one) + '\n')
    wrong += check_unused(trees, known, files)
    for line in wrong:
        print('trees: ' + line)
    print('trees: %d, %d of them different' % (
        len(files), trees.of_bytes.cache_info().currsize))
    print('trees: %d passed, %d failed' % (len(files), len(wrong)))
    return bool(wrong)


if __name__ == '__main__':
    sys.exit(main())
