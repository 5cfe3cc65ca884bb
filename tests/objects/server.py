#!/usr/bin/env python3
"""An S3 server for tests/objects.rs: moto's, with what goes wrong in the world.

    server.py FOLDER

Listens on a free port of this machine, says it on the first line, and ends when its standard input does. FOLDER/BUCKET.log
gets a line for each request: its method, its key or what is asked of the bucket, and the status. FOLDER/BUCKET.json, read at
each request, says what goes wrong:

    after    so many writes of files succeed first (the manifest does not count)
    status   then writes are answered so ...
    code     ... with this code ...
    times    ... so many times, or for good
    deny     what is refused: "DELETE" or "PUT"
    ahead    the server's clock is so many minutes ahead; like Amazon's it takes requests that are up to 15 minutes off
    unknown  requests with a condition (If-Match, If-None-Match) are refused as unknown
    slow     each write of a file takes so many seconds

`GET /_objects?bucket=NAME` tells what is stored, by key: headers, length, and the hash of what a browser would see."""
import gzip, hashlib, json, logging, os, sys, threading, time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import parse_qs, unquote

from moto.core import DEFAULT_ACCOUNT_ID
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import s3_backends
from werkzeug.serving import make_server

FOLDER = Path(sys.argv[1])
MANIFEST = '.dateline-manifest.json'
STATUS = {200: '200 OK', 403: '403 Forbidden', 412: '412 Precondition Failed', 501: '501 Not Implemented', 503: '503 Service Unavailable'}
moto = DomainDispatcherApplication(create_backend_app)
lock = threading.Lock()
counted = {}


def rules(bucket):
    """The rules, and what was counted since they were last written."""
    path = FOLDER / f'{bucket}.json'
    text = path.read_text() if path.exists() else '{}'
    if counted.get(bucket, {}).get('text') != text:
        counted[bucket] = {'text': text, 'writes': 0, 'failed': 0}
    return json.loads(text), counted[bucket]


def refusal(method, bucket, key, environ):
    """The status and the body of what is not let through."""
    with lock:
        rule, count = rules(bucket)
        signed = environ.get('HTTP_X_AMZ_DATE')
        if 'ahead' in rule and signed:
            now = datetime.now(timezone.utc) + timedelta(minutes=rule['ahead'])
            then = datetime.strptime(signed, '%Y%m%dT%H%M%SZ').replace(tzinfo=timezone.utc)
            if abs(now - then) > timedelta(minutes=15):
                more = f'<RequestTime>{signed}</RequestTime><ServerTime>{now:%Y-%m-%dT%H:%M:%SZ}</ServerTime>'
                return error(403, 'RequestTimeTooSkewed', more)
        is_delete = method == 'DELETE' or (method == 'POST' and 'delete' in environ['QUERY_STRING'])
        if rule.get('deny') == ('DELETE' if is_delete else method):
            return error(403, 'AccessDenied')
        is_conditional = 'HTTP_IF_MATCH' in environ or 'HTTP_IF_NONE_MATCH' in environ
        if rule.get('unknown') and is_conditional:
            return error(501, 'NotImplemented')
        # Amazon's takes this condition since November 2024; moto does not.
        if method == 'PUT' and 'HTTP_IF_MATCH' in environ:
            there = s3_backends[DEFAULT_ACCOUNT_ID]['aws'].buckets[bucket].keys.get(key)
            if not there or there.etag != environ['HTTP_IF_MATCH']:
                return error(412, 'PreconditionFailed')
        if method == 'PUT' and key and not key.endswith(MANIFEST):
            count['writes'] += 1
            if 'after' in rule and count['writes'] > rule['after'] and count['failed'] < rule.get('times', 10**9):
                count['failed'] += 1
                return error(rule['status'], rule['code'])
    return None


def error(status, code, more=''):
    return status, f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>as the rules say</Message>{more}</Error>'.encode()


def objects(bucket):
    keys = s3_backends[DEFAULT_ACCOUNT_ID]['aws'].buckets[bucket].keys
    told = {}
    for name in list(keys):
        headers = {header.lower(): value for header, value in keys[name].metadata.items()}
        stored = keys[name].value
        shown = gzip.decompress(stored) if headers.get('content-encoding') == 'gzip' else stored
        told[name] = {**headers, 'bytes': len(stored), 'sha256': hashlib.sha256(shown).hexdigest()}
    return json.dumps(told).encode()


def app(environ, start_response):
    method, path = environ['REQUEST_METHOD'], unquote(environ['PATH_INFO'])
    _, bucket, key = (path.split('/', 2) + [''])[:3]
    if bucket == '_objects':
        body = objects(parse_qs(environ['QUERY_STRING'])['bucket'][0])
        start_response('200 OK', [('Content-Type', 'application/json'), ('Content-Length', str(len(body)))])
        return [body]
    refused = refusal(method, bucket, key, environ)

    def log(status):
        with lock, open(FOLDER / f'{bucket}.log', 'a') as file:
            file.write(f"{method} {key or '?' + environ['QUERY_STRING']} {status}\n")

    if refused:
        status, body = refused
        environ['wsgi.input'].read(int(environ.get('CONTENT_LENGTH') or 0))
        log(status)
        start_response(STATUS[status], [('Content-Type', 'application/xml'), ('Content-Length', str(len(body)))])
        return [body]
    if method == 'PUT' and key and not key.endswith(MANIFEST):
        time.sleep(rules(bucket)[0].get('slow', 0))

    def start(status, headers, exc_info=None):
        log(status.split()[0])
        return start_response(status, headers, exc_info)

    return moto(environ, start)


def end_with_standard_input():
    sys.stdin.read()
    os._exit(0)


if __name__ == '__main__':
    threading.Thread(target=end_with_standard_input, daemon=True).start()
    logging.getLogger('werkzeug').setLevel(logging.ERROR)
    server = make_server('127.0.0.1', 0, app, threaded=True)
    print(server.server_port, flush=True)
    server.serve_forever()
