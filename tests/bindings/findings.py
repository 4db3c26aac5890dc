# SPDX-License-Identifier: BSD-2-Clause
"""What dt-validate says of trees, as (node, property, schema).

The program itself is loaded and does the checking; only the place where it
prints is taken over, and its memory of other trees' phandles emptied, so that
one process can check a thousand trees.
"""
import contextlib
import importlib.machinery
import importlib.util
import io
import re
import shutil
import signal

import dtschema
import dtschema.dtb
from jsonschema import _utils

# CPU time for a tree; it takes some milliseconds.
DECODE_SECONDS = 0.5
NONE = '-'      # the property, where a finding is about the node as a whole


def _load_program():
    path = shutil.which('dt-validate')
    loader = importlib.machinery.SourceFileLoader('dt_validate', path)
    spec = importlib.util.spec_from_loader('dt_validate', loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    module.show_matched = False     # set by its main program
    return module


# What dt-schema 2022.08.2 dies of, be it while it decodes or while it checks.
FAULTS = (KeyError, IndexError, TypeError, ValueError)


class Undecodable(Exception):
    """dt-schema dies of this tree, or does not come to an end."""


def _stop(*_):
    raise Undecodable('does not end')


def load_tree(data):
    """A tree as dt-schema decodes it, with nothing left of the one before."""
    dtschema.dtb.phandles.clear()
    dtschema.dtb.phandle_loc.clear()
    signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, DECODE_SECONDS)
    try:
        return dtschema.dtb.fdt_unflatten(data)
    except FAULTS as e:
        raise Undecodable(repr(e)) from e
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def place(error, node):
    """Path of names to the node that an error is about, and the rest."""
    steps = list(error.absolute_path)
    below = []
    while steps and isinstance(node.get(steps[0]), dict):
        below.append(steps.pop(0))
        node = node[below[-1]]
    return below, steps


def names(error, rest):
    """The properties that an error is about."""
    if rest:
        return [rest[0]]
    if error.validator == 'required':
        return [re.match("'(.*)' is a required", error.message).group(1)]
    if error.validator == 'additionalProperties':
        return sorted(_utils.find_additional_properties(
            error.instance, error.schema))
    return [NONE]


class Validator:
    """dt-validate with the schemas of a folder on top of its own."""

    def __init__(self, bindings):
        self.program = _load_program()
        self.group = self.program.schema_group.__new__(
            self.program.schema_group)
        self.group.schemas = dtschema.set_schemas([bindings])
        self.ours = set()
        for schema in self.group.schemas.values():
            if schema['$filename'].startswith(bindings):
                self.ours.add(schema['$id'])
        self._check_node = self.group.check_node
        self.group.check_node = self._check
        self.found = []

    def _check(self, tree, node, disabled, nodename, fullname, filename):
        self.node, self.fullname = node, fullname
        self._check_node(tree, node, disabled, nodename, fullname, filename)

    def _note(self, _file, error, nodename=None, verbose=False, **_other):
        below, rest = place(error, self.node)
        where = '/'.join([self.fullname.rstrip('/')] + below) or '/'
        for name in names(error, rest):
            self.found.append((where, str(name), error))
        return ''

    def check(self, data):
        """
        Set of (node, property, schema) and dt-validate's words, for the bytes
        of a tree.
        """
        self.found = []
        said = io.StringIO()
        schema_of = {}
        real = dtschema.format_error
        dtschema.format_error = self._note
        try:
            with contextlib.redirect_stderr(said):
                tree = load_tree(data)
                self.group.check_trees('', [tree])
        finally:
            dtschema.format_error = real
        return self._with_schemas(said.getvalue()), said.getvalue()

    def _with_schemas(self, said):
        """Beside each error, the schema that the program printed with it."""
        files = re.findall(r'From schema: (.*)', said)
        ids = {s['$filename']: i for i, s in self.group.schemas.items()}
        errors, result, last = iter(files), [], None
        for where, name, error in self.found:
            if error is not last:
                last, schema = error, ids[next(errors)]
            result.append((where, name, schema, error.message))
        return result
