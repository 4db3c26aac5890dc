# SPDX-License-Identifier: BSD-2-Clause
"""examples.py BINDINGS WORK - each binding's examples compile and hold.

Runs dt-extract-example in this process: a start of its own costs more than
its work.
"""
import contextlib
import glob
import io
import os
import runpy
import shutil
import subprocess
import sys

from findings import Validator


def extract(path):
    """The tree source of a binding's examples, as the program writes it."""
    text = io.StringIO()
    sys.argv = ['dt-extract-example', path]
    with contextlib.redirect_stdout(text):
        runpy.run_path(shutil.which('dt-extract-example'), run_name='__main__')
    return text.getvalue()


def check(validator, path, out):
    """What is wrong with the examples of a binding, a line each."""
    text = extract(path)
    if '/ {' not in text and 'example-0' not in text:
        yield path + ': has no examples'
        return
    done = subprocess.run(['dtc', '-q', '-I', 'dts', '-O', 'dtb', '-o', out],
                          input=text, text=True, capture_output=True,
                          check=False)
    if done.returncode or done.stderr:
        yield '%s: dtc: %s' % (path, done.stderr)
        return
    with open(out, 'rb') as f:
        for found in validator.check(f.read())[0]:
            if found[2] in validator.ours:
                yield '%s: %s' % (path, found)


def main():
    bindings, work = sys.argv[1:]
    validator = Validator(os.path.abspath(bindings))
    passed, wrong = 0, []
    for path in sorted(glob.glob(bindings + '/*.yaml')):
        lines = list(check(validator, path, work + '/example.dtb'))
        wrong += lines
        passed += not lines
    for line in wrong:
        print('examples: ' + line)
    print('examples: %d passed, %d failed' % (passed, len(wrong)))
    return bool(wrong)


if __name__ == '__main__':
    sys.exit(main())
