"""Starts MiniStack, the AWS emulator, with our patches (emulator_patches/).

Configured by environment variables alone: local/emulator.ts sets them. Not named ministack.py, which would shadow the
package.
"""

import runpy
import sys

# This folder comes last: nothing in it may shadow a package.
sys.path.append(sys.path.pop(0))

if __name__ == '__main__':
    from emulator_patches import PATCHES

    for patch in PATCHES:
        patch()
    runpy.run_module('ministack', run_name='__main__', alter_sys=True)
