#!/usr/bin/env python3
"""How long a writer waits: start to first page, and save to the page with what was saved, for `dateline serve` and
`hugo server` on the same briefings.

    cargo build --release && python3 benches/serve.py [N...] [--saves S] [--rounds R]

Both are asked for a briefing's page by one connection again and again: first until there is one, then, after each save,
until it holds the word that was saved. So the debounce of each is in the number; that of Dateline is 60 ms. A build of
Dateline without output is timed beside it. Printed are medians, and ratios within a round.

Set DATELINE to another binary than target/release/dateline."""
import argparse, http.client, os, re, socket, statistics, subprocess, sys, tempfile, time
from pathlib import Path

from compare import PEERS, TARGET, hugo, ratio

TIMEOUT = 300


def free_port():
    with socket.socket() as it:
        it.bind(('127.0.0.1', 0))
        return it.getsockname()[1]


class Served:
    def __init__(self, name, command, folder, page):
        self.name, self.command, self.folder, self.page = name, command, folder, page
        briefings = sorted(path for path in (folder / 'content/briefings').rglob('*.md') if not path.name.startswith('_'))
        self.briefing = briefings[len(briefings) // 2]
        self.first, self.saved, self.memory = [], [], []

    def round(self, saves):
        port = free_port()
        command = [part.format(port=port) for part in self.command]
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            path = self.page(self.briefing)
            self.wait(port, path, lambda status, body: status == 200, process)
            self.first.append(time.perf_counter() - began)
            text = self.briefing.read_text('utf-8')
            # What is done beside the first page shall not be counted to the first save.
            time.sleep(3)
            for number in range(saves):
                word = f'saved{os.getpid()}x{number}x{port}'
                began = time.perf_counter()
                self.briefing.write_text(f'{text}\nA line with {word}.\n', 'utf-8')
                self.wait(port, path, lambda status, body: word.encode() in body, process)
                self.saved.append(time.perf_counter() - began)
                time.sleep(0.5)
            self.briefing.write_text(text, 'utf-8')
            status = Path(f'/proc/{process.pid}/status')
            if status.exists():
                self.memory.append(int(re.search(r'VmHWM:\s+(\d+)', status.read_text())[1]) / 1024)
        finally:
            process.terminate()
            process.wait()

    def wait(self, port, path, is_there, process):
        end = time.perf_counter() + TIMEOUT
        while time.perf_counter() < end:
            if process.poll() is not None:
                sys.exit(f'{self.name} ended')
            try:
                connection = http.client.HTTPConnection('127.0.0.1', port, timeout=TIMEOUT)
                connection.request('GET', path)
                answer = connection.getresponse()
                if is_there(answer.status, answer.read()):
                    return
                connection.close()
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.004)
        sys.exit(f'{self.name}: {path} did not come in {TIMEOUT} s')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('sizes', type=int, nargs='*', metavar='N', help='how many briefings [100 1000 10000]')
    parser.add_argument('--saves', type=int, default=5, help='how many saves in a round [5]')
    parser.add_argument('--rounds', type=int, default=3, help='how many rounds [3]')
    asked = parser.parse_args()
    binary = os.environ.get('DATELINE', str(TARGET / 'release/dateline'))
    home = TARGET / 'peers'
    home.mkdir(parents=True, exist_ok=True)
    hugo_binary = hugo(home)
    for n in asked.sizes or [100, 1000, 10000]:
        with tempfile.TemporaryDirectory() as tmp:
            folders = {name: Path(tmp) / name for name in ('dateline', 'hugo')}
            for name, folder in folders.items():
                subprocess.run([sys.executable, PEERS / 'corpus.py', str(n), folder, '--for', name], check=True)
            ours = Served('dateline', [binary, 'serve', '--port', '{port}'], folders['dateline'], lambda file: f'/briefings/{file.stem}/')
            theirs = Served('hugo', [hugo_binary, 'server', '--port', '{port}', '--bind', '127.0.0.1', '--buildDrafts', '--buildFuture'],
                            folders['hugo'], lambda file: '/' + '/'.join(file.relative_to(folders['hugo'] / 'content').with_suffix('').parts) + '/')
            builds = []
            for round in range(asked.rounds):
                began = time.perf_counter()
                subprocess.run([binary, 'check'], cwd=folders['dateline'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                builds.append(time.perf_counter() - began)
                for served in (ours, theirs) if round % 2 else (theirs, ours):
                    served.round(asked.saves)
            print(f'{n} briefings, {asked.rounds} alternating rounds, {asked.saves} saves in each')
            print(f'start to first page: dateline / hugo = {ratio(ours.first, theirs.first)}; dateline / its own check = {ratio(ours.first, builds)}')
            print(f'save to page: dateline / hugo = {ratio(ours.saved, theirs.saved)}')
            for served in (ours, theirs):
                memory = f', {max(served.memory):.0f} MiB' if served.memory else ''
                print(f'medians on this machine in this hour: {served.name} {statistics.median(served.first):.2f} s to the first page, '
                      f'{statistics.median(served.saved) * 1000:.0f} ms from save to page{memory}', flush=True)


if __name__ == '__main__': main()
