# SPDX-License-Identifier: BSD-2-Clause
"""Faults of a node: for each constraint of a schema that applies to it.

A fault is (where, change, weaken): file and path of the constraint, what to do
to the node (a function of the node and its parent), and how to take the
constraint out of the schema.
"""
import re

import values
from tree import Node, cells

STRANGE = 'foo,strange'
# Taken for a name by a pattern that forbids names.
NAMES = [STRANGE, 'xen,strange']
# Part of a node's schema that says nothing of the node.
SILENT = {'$id', '$schema', 'title', 'maintainers', 'description', 'select',
          'examples', '$defs', '$ref', 'properties', 'patternProperties',
          'if', 'then', 'type'}


class Target:
    """A node that a schema applies to, in a tree."""

    def __init__(self, tree, path, decoded):
        self.tree, self.path = tree, path
        self.decoded = decoded          # as dt-schema sees it
        self.node = tree.at(path)
        self.parent = tree.at(path[:-1]) if path else None

    def child(self, name):
        return Target(self.tree, self.path + [name], self.decoded[name])

    def stride(self, prop):
        """Cells of one entry of a property."""
        if prop == 'interrupts':
            return 3
        if prop != 'reg' or not self.parent:
            return 1
        return sum(int.from_bytes(self.parent.props.get(n, cells(d)), 'big')
                   for n, d in (('#address-cells', 2), ('#size-cells', 1)))


def put(name, value):
    return lambda node, parent: node.put_prop(name, value)


def drop(*names):
    def change(node, _parent):
        for name in names:
            node.drop(name)
    return change


def put_node(name):
    return lambda node, parent: node.put_node(name)


def rename(path, name):
    """Gives the node another name. The order of children stays."""
    def change(_node, parent):
        parent.nodes = {name if k == path[-1] else k: v
                        for k, v in parent.nodes.items()}
    return change


class Faults:
    """All faults of the bindings. @files: id -> schema as in its file."""

    def __init__(self, files, is_valid):
        self.files = files
        self.is_valid = is_valid        # (file, path, decoded node) -> bool

    def of(self, file, target, path=()):
        """Faults of a node by the schema at @path of @file."""
        schema = self.files[file]
        for step in path:
            schema = schema[step]
        if not isinstance(schema, dict):
            return
        for where, change, weaken in self._here(file, path, schema, target):
            yield (file,) + where, target.path, change, weaken
        yield from self._below(file, path, schema, target)

    # ---- keywords that speak of the node itself -------------------------

    def _here(self, file, path, schema, target):
        for keyword in schema:
            if keyword in SILENT:
                continue
            of_keyword = {
                'required': self._required,
                'dependentRequired': self._dependent,
                'additionalProperties': self._additional,
                'anyOf': self._any_of,
                'allOf': self._all_of,
            }.get(keyword)
            if not of_keyword:
                raise ValueError('%s: %s is not known here' % (file, keyword))
            yield from of_keyword(path + (keyword,), schema[keyword], target)
        yield from self._names(path, schema, target)

    def _required(self, path, names, _target):
        for i, name in enumerate(names):
            yield path + (name,), drop(name), ('cut', path, i)

    def _dependent(self, path, rules, target):
        for name, others in rules.items():
            for i, other in enumerate(others):
                if name in target.decoded:
                    yield path + (name, other), drop(other), \
                        ('cut', path + (name,), i)

    def _additional(self, path, value, _target):
        if value is True:
            return
        weaken = ('set', path, True)
        yield path + (':property',), put(STRANGE, cells(1)), weaken
        if value is False:
            yield path + (':node',), put_node('strange'), weaken

    def _any_of(self, path, branches, _target):
        """Of branches that only require something."""
        for branch in branches:
            for name in branch['required']:
                rest = [b['required'][0] for b in branches if b is not branch]
                yield path + (name,), drop(name, *rest), ('del', path)

    def _all_of(self, _path, _branches, _target):
        return iter(())

    def _names(self, path, schema, target):
        """Names that a schema `false` forbids, and the node's own name."""
        for name, sub in schema.get('properties', {}).items():
            here = path + ('properties', name)
            if sub is False:
                yield here, put(name, cells(1)), ('del', here)
            elif name == '$nodename' and target.path:
                for keyword in sub:
                    yield here + (keyword,), \
                        rename(target.path, 'strange@0'), ('del', here)
        for pattern, sub in schema.get('patternProperties', {}).items():
            here = path + ('patternProperties', pattern)
            if sub is False:
                yield here, put(next(n for n in NAMES if re.search(
                    pattern, n)), cells(1)), ('del', here)

    # ---- keywords that speak of properties and children -----------------

    def _below(self, file, path, schema, target):
        known = set()
        for name, sub in schema.get('properties', {}).items():
            known.add(name)
            if name != '$nodename':
                yield from self._member(file, path + ('properties', name), sub,
                                        target, name)
        for pattern, sub in schema.get('patternProperties', {}).items():
            for name in list(target.node.props) + list(target.node.nodes):
                if re.search(pattern, name):
                    known.add(name)
                    yield from self._member(
                        file, path + ('patternProperties', pattern), sub,
                        target, name)
        if isinstance(schema.get('additionalProperties'), dict):
            for name in target.node.nodes:
                if name not in known:
                    yield from self.of(file, target.child(name),
                                       path + ('additionalProperties',))
        for i in range(len(schema.get('allOf', []))):
            yield from self.of(file, target, path + ('allOf', i))
        if 'if' in schema and self.is_valid(file, path + ('if',),
                                            target.decoded):
            yield from self.of(file, target, path + ('then',))

    def _member(self, file, path, sub, target, name):
        """A property or child that the schema @sub is for."""
        if sub is True or sub is False:
            return
        if name in target.node.nodes:
            yield from self._child(file, path, sub, target, name)
        elif name in target.node.props:
            yield from self._property(file, path, sub, target, name)

    def _child(self, file, path, sub, target, name):
        yield (file,) + path + (':property',), target.path, \
            put(name, cells(1)), ('set', path, True)
        child = target.child(name)
        ref = sub.get('$ref')
        if ref:
            yield from self.of(ref.rstrip('#'), child)
        yield from self.of(file, child, path)

    def _property(self, file, path, sub, target, name):
        value = target.node.props[name]
        yield (file,) + path + (':node',), target.path, put_node(name), \
            ('set', path, True)

        def follow(ref):
            steps = tuple(ref[2:].split('/'))
            schema = self.files[file]
            for step in steps:
                schema = schema[step]
            return steps, schema
        for where, wrong, weaken in values.of_value(
                path, sub, value, target.stride(name), follow):
            for w in wrong:
                yield (file,) + where, target.path, put(name, w), weaken


def changed(tree, path, change):
    """A copy of a tree with a fault in the node at @path."""
    copy = tree.copy()
    change(copy.at(path), copy.at(path[:-1]) if path else Node())
    return copy
