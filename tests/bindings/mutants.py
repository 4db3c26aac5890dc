# SPDX-License-Identifier: BSD-2-Clause
"""mutants.py BINDINGS BASES UNMUTATED OUT - a wrong tree for each constraint.

Reads the bindings and the trees of the folder BASES, which they find nothing
in, and makes of those a tree for each constraint with one fault: the bindings
find it, and would not say the same if the constraint were not there. Then
asks dt-validate. Constraints that no tree can break are listed in the file
UNMUTATED, each with its reason.

OUT gets a .dtb for each mutant and `expected`: mutant, path of the node,
property (or -), id of the schema, separated by tabs, as dt-validate says.
"""
import contextlib
import copy
import glob
import io
import os
import re
import sys

import dtschema
import dtschema.lib
import jsonschema
import ruamel.yaml

import tree
from findings import FAULTS, Undecodable, Validator, load_tree
from nodes import Faults, Target, changed

PREFIX = 'http://devicetree.org/schemas/'


def schema_id(file):
    return PREFIX + file + '#'


def read_bindings(folder):
    """File name -> schema, as it stands there."""
    yaml = ruamel.yaml.YAML(typ='safe')
    result = {}
    for path in sorted(glob.glob(folder + '/*.yaml')):
        with open(path, encoding='utf-8') as f:
            result[os.path.basename(path)] = yaml.load(f.read())
    return result


def name_nodes(decoded, name='/'):
    """Gives each node its name, as dt-validate does when it comes by."""
    for child, below in decoded.items():
        if isinstance(below, dict):
            name_nodes(below, child)
    decoded['$nodename'] = [name]


def decode(root):
    with contextlib.redirect_stderr(io.StringIO()):
        decoded = load_tree(tree.blob(root))
    name_nodes(decoded)
    return decoded


def node_at(decoded, path):
    for name in path:
        decoded = decoded.get(name)
        if not isinstance(decoded, dict):
            return None
    return decoded


def all_paths(node, path=()):
    yield list(path)
    for name, child in node.nodes.items():
        yield from all_paths(child, path + (name,))


class Proof:
    """Does a fault make a difference, and because of its constraint?"""

    def __init__(self, files, schemas):
        self.files, self.schemas = files, schemas
        self.selects = {f: dtschema.DTValidator(
            schemas[schema_id(f)]['select']) for f in files}

    def is_valid(self, file, path, decoded):
        schema = self.schemas[schema_id(file)]
        for step in path:
            schema = schema[step]
        return dtschema.DTValidator(schema).is_valid(decoded)

    def errors(self, file, decoded):
        validator = dtschema.DTValidator(self.schemas[schema_id(file)])
        return sorted((str(list(e.absolute_path)), e.message,
                       len(e.context or [])) for e in
                      validator.iter_errors(decoded))

    def weakened(self, where, weaken, file, decoded):
        """What @file says when the constraint of file @where is gone."""
        schema = copy.deepcopy(self.files[where])
        operation, path = weaken[0], weaken[1]
        at = schema
        for step in path[:-1]:
            at = at[step]
        if operation == 'del':
            del at[path[-1]]
        elif operation == 'cut':
            del at[path[-1]][weaken[2]]
        else:
            at[path[-1]] = weaken[2]
        dtschema.lib.fixup_schema(schema)
        real, resolver = self.schemas[schema_id(where)], \
            dtschema.DTValidator.resolver
        self.schemas[schema_id(where)] = schema
        dtschema.DTValidator.resolver = jsonschema.RefResolver(
            '', None, handlers=dtschema.lib.handlers)
        try:
            return self.errors(file, decoded)
        finally:
            self.schemas[schema_id(where)] = real
            dtschema.DTValidator.resolver = resolver

    def holds(self, file, path, mutant, where, weaken):
        try:
            return self._differs(file, path, decode(mutant), where, weaken)
        except (Undecodable,) + FAULTS:
            return False

    def _differs(self, file, path, root, where, weaken):
        decoded = node_at(root, path)
        if decoded is None:             # it has another name now
            decoded = node_at(root, path[:-1] + ['strange@0'])
        if not decoded or not self.selects[file].is_valid(decoded):
            return False
        said = self.errors(file, decoded)
        return bool(said) and said != self.weakened(where, weaken, file,
                                                    decoded)


def candidates(files, proof, bases):
    """Constraint -> faults that may break it, with the schema that looks."""
    faults = Faults(files, proof.is_valid)
    result = {}
    for root in bases:
        decoded = decode(root)
        for path in all_paths(root):
            for file, select in proof.selects.items():
                node = node_at(decoded, path)
                if not select.is_valid(node):
                    continue
                target = Target(root, path, node)
                for where, at, change, weaken in faults.of(file, target):
                    result.setdefault(where, []).append(
                        (file, path, root, at, change, weaken))
    return result


def said_of(validator, data):
    """What dt-validate says, or nothing where it dies of the tree."""
    try:
        return {found[:3] for found in validator.check(data)[0]}
    except (Undecodable,) + FAULTS:
        return set()


def prove(found, proof, validator):
    """Constraint -> (bytes of a mutant, what dt-validate says), or None."""
    result = {}
    for where, faults in found.items():
        result[where] = None
        for file, path, root, at, change, weaken in faults:
            mutant = changed(root, at, change)
            if not proof.holds(file, path, mutant, where[0], weaken):
                continue
            data = tree.blob(mutant)
            said = said_of(validator, data)
            if any(s[2] == schema_id(file) for s in said):
                result[where] = (data, said)
                break
    return result


def constraints(proved):
    """
    Constraint -> whether a mutant breaks it, each kind of fault of which counts
    for it. A node where a property should be is one too many: dt-schema itself
    dies of many of these.
    """
    result = {}
    for where, mutant in proved.items():
        words = '/'.join(map(str, where))
        if not words.endswith(('/:node', '/:property')):
            words = words.rpartition(':')[0] or words
            result[words] = result.get(words, False) or bool(mutant)
    return result


def read_list(path):
    """Constraint -> reason."""
    result = {}
    with open(path, encoding='utf-8') as f:
        for line in f:
            if line.strip() and not line.startswith('#'):
                constraint, reason = line.rstrip('\n').split('\t')
                result[constraint] = reason
    return result


def slug(words):
    return re.sub(r'[^A-Za-z0-9,.#$_-]+', '_', words)


class Suite:
    """Counts, and says what is wrong."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, good, words):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print('mutants: ' + words)


def check_list(suite, proved, unmutated):
    """The list has what cannot be broken, and nothing else."""
    broken = constraints(proved)
    for constraint, is_broken in broken.items():
        suite.check(is_broken != (constraint in unmutated),
                    'in the list and broken: ' + constraint if is_broken else
                    'no tree breaks ' + constraint)
    for constraint in unmutated:
        suite.check(constraint in broken,
                    'in the list and no constraint: ' + constraint)


def write(proved, out):
    """Notes what dt-validate says about each mutant."""
    expected = []
    for where, result in proved.items():
        if not result:
            continue
        name = slug('/'.join(map(str, where))) + '.dtb'
        with open(os.path.join(out, name), 'wb') as f:
            f.write(result[0])
        expected += ['\t'.join((name,) + s) for s in sorted(result[1])]
    with open(os.path.join(out, 'expected'), 'w', encoding='utf-8') as f:
        f.write(''.join(line + '\n' for line in expected))


def constrains(schema):
    return schema is False or (
        isinstance(schema, dict) and bool(set(schema) - {'description'}))


def parts(schema, path):
    """Paths to what a schema says of properties, children and branches."""
    for keyword in ('properties', 'patternProperties', '$defs'):
        for name, sub in schema.get(keyword, {}).items():
            here = path + (keyword, name)
            if constrains(sub):
                yield here
            if isinstance(sub, dict):
                yield from parts(sub, here)
    for keyword in ('oneOf', 'anyOf', 'allOf'):
        for i, sub in enumerate(schema.get(keyword, [])):
            if 'required' not in sub:
                yield from parts(sub, path + (keyword, i))
                yield path + (keyword, i)
    for keyword in ('then', 'additionalProperties'):
        if isinstance(schema.get(keyword), dict):
            yield from parts(schema[keyword], path + (keyword,))


def check_coverage(suite, files, proved):
    """A part that no base tree has would have no mutants, and not be missed."""
    seen = {where[:n] for where in proved for n in range(1, len(where) + 1)}
    for file, schema in files.items():
        for part in parts(schema, (file,)):
            suite.check(part in seen or part[-1] == '$nodename',
                        'no base tree has ' + '/'.join(map(str, part)))


def check_bases(suite, validator, bases):
    """Nothing of ours in what the mutants are made of."""
    for path, root in bases.items():
        for found in validator.check(tree.blob(root))[0]:
            suite.check(found[2] not in validator.ours,
                        '%s: %s' % (path, found))


def main():
    bindings, base_folder, listed, out = sys.argv[1:]
    files = read_bindings(bindings)
    validator = Validator(os.path.abspath(bindings))
    proof = Proof(files, validator.group.schemas)
    bases = {p: tree.read(p) for p in sorted(glob.glob(base_folder + '/*.dtb'))}
    suite = Suite()
    check_bases(suite, validator, bases)
    proved = prove(candidates(files, proof, bases.values()), proof, validator)
    check_coverage(suite, files, proved)
    check_list(suite, proved, read_list(listed))
    write(proved, out)
    print('mutants: %d constraints, %d mutants' % (
        len(constraints(proved)), sum(1 for p in proved.values() if p)))
    print('mutants: %d passed, %d failed' % (suite.passed, suite.failed))
    return suite.failed != 0


if __name__ == '__main__':
    sys.exit(main())
