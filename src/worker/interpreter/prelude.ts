/**
 * What a function finds around it, as on Lambda's Node.js, written in its own language: a clock and dice that are the run's, UTC as the
 * time zone, Buffer, TextEncoder, atob, zlib, console and require. `host` is what interpret.ts lends; nothing else reaches outside.
 */
export const PRELUDE = String.raw`(function (host) {
  'use strict';
  const { now, random, print, flate } = host;
  const { parse: read, stringify: write } = JSON;
  const encode = (text, encoding) => host.encode(text.includes('\0') ? 'j' + write(text) : 'p' + text, encoding);
  const decode = (buffer, from, length, encoding) => {
    const text = host.decode(buffer, from, length, encoding);
    return text[0] === 'j' ? read(text.slice(1)) : text.slice(1);
  };
  const define = (name, value) => Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  for (const name of ['WeakRef', 'FinalizationRegistry', 'Atomics', 'SharedArrayBuffer', 'performance', 'gc']) delete globalThis[name];

  const Clock = Date;
  const proto = Clock.prototype;
  const parse = Clock.parse, utc = Clock.UTC;
  const hasZone = /(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\s*(?:\([^)]*\))?$/i;
  const parseInUtc = (text) => {
    text = String(text).trim();
    if (hasZone.test(text) && /\d:\d/.test(text)) return parse(text);
    if (/^[+-]?\d{4,6}(?:-\d\d){0,2}$/.test(text)) return parse(text);
    const zoned = parse(text + 'Z');
    return zoned === zoned ? zoned : parse(text + ' GMT');
  };
  function LambdaDate(...parts) {
    if (!new.target) return new LambdaDate().toString();
    let ms;
    if (parts.length === 0) ms = now();
    else if (parts.length > 1) ms = utc(...parts);
    else if (parts[0] instanceof Clock) ms = parts[0].getTime();
    else if (typeof parts[0] === 'string') ms = parseInUtc(parts[0]);
    else ms = parts[0];
    return Reflect.construct(Clock, [ms], new.target);
  }
  Object.defineProperty(LambdaDate, 'name', { value: 'Date' });
  Object.defineProperty(LambdaDate, 'length', { value: 7 });
  LambdaDate.prototype = proto;
  proto.constructor = LambdaDate;
  LambdaDate.now = () => now();
  LambdaDate.parse = (text) => parseInUtc(text);
  LambdaDate.UTC = utc;
  for (const part of ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds']) {
    proto['get' + part] = proto['getUTC' + part];
    if (part !== 'Day') proto['set' + part] = proto['setUTC' + part];
  }
  proto.getTimezoneOffset = () => 0;
  const utcText = proto.toUTCString;
  const isBad = (date) => Number.isNaN(date.getTime());
  proto.toDateString = function () {
    const [day, date, month, year] = utcText.call(this).split(/,? /);
    return isBad(this) ? 'Invalid Date' : day + ' ' + month + ' ' + date + ' ' + year;
  };
  proto.toTimeString = function () {
    return isBad(this) ? 'Invalid Date' : utcText.call(this).slice(-12, -4) + ' GMT+0000 (Coordinated Universal Time)';
  };
  proto.toString = function () {
    return isBad(this) ? 'Invalid Date' : this.toDateString() + ' ' + this.toTimeString();
  };
  const two = (n) => String(n).padStart(2, '0');
  proto.toLocaleDateString = function () {
    return isBad(this) ? 'Invalid Date' : this.getUTCMonth() + 1 + '/' + this.getUTCDate() + '/' + this.getUTCFullYear();
  };
  proto.toLocaleTimeString = function () {
    const hour = this.getUTCHours();
    return isBad(this) ? 'Invalid Date' : (hour % 12 || 12) + ':' + two(this.getUTCMinutes()) + ':' + two(this.getUTCSeconds()) + (hour < 12 ? ' AM' : ' PM');
  };
  proto.toLocaleString = function () {
    return isBad(this) ? 'Invalid Date' : this.toLocaleDateString() + ', ' + this.toLocaleTimeString();
  };
  define('Date', LambdaDate);
  Math.random = () => random();
  const startMs = now();
  define('performance', { now: () => now() - startMs });

  const encodings = ['utf8', 'base64', 'base64url', 'hex', 'latin1'];
  const named = { 'utf-8': 'utf8', binary: 'latin1', ascii: 'latin1' };
  const encodingOf = (name = 'utf8') => {
    const plain = String(name).toLowerCase();
    const encoding = named[plain] ?? plain;
    if (!encodings.includes(encoding)) throw new TypeError('Unknown encoding: ' + name);
    return encoding;
  };
  const textOf = (bytes, encoding) => decode(bytes.buffer, bytes.byteOffset, bytes.byteLength, encoding);
  class Buffer extends Uint8Array {
    static from(value, encoding, length) {
      if (typeof value === 'string') return new Buffer(encode(value, encodingOf(encoding)));
      if (value instanceof ArrayBuffer) return new Buffer(value, encoding, length);
      if (value === null || typeof value !== 'object')
        throw new TypeError('The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object.');
      const from = value.type === 'Buffer' && Array.isArray(value.data) ? value.data : value;
      const made = new Buffer(from.length ?? 0);
      for (let i = 0; i < made.length; i++) made[i] = from[i];
      return made;
    }
    static alloc(size, fill) {
      const made = new Buffer(size);
      return fill === undefined ? made : made.fill(fill);
    }
    static allocUnsafe(size) {
      return new Buffer(size);
    }
    static isBuffer(value) {
      return value instanceof Buffer;
    }
    static byteLength(value, encoding) {
      return typeof value === 'string' ? encode(value, encodingOf(encoding)).byteLength : value.byteLength;
    }
    static concat(list, total) {
      const made = new Buffer(total ?? list.reduce((sum, one) => sum + one.length, 0));
      let at = 0;
      for (const one of list) {
        made.set(one.subarray(0, made.length - at), at);
        at += one.length;
      }
      return made;
    }
    toString(encoding, start = 0, end = this.length) {
      return textOf(this.subarray(start, end), encodingOf(encoding));
    }
    toJSON() {
      return { type: 'Buffer', data: Array.from(this) };
    }
    equals(other) {
      return this.length === other.length && this.every((byte, i) => byte === other[i]);
    }
    slice(start, end) {
      return this.subarray(start, end);
    }
  }
  define('Buffer', Buffer);
  define('atob', (text) => textOf(Buffer.from(String(text), 'base64'), 'latin1'));
  define('btoa', (text) => textOf(Buffer.from(String(text), 'latin1'), 'base64'));
  define('TextEncoder', class TextEncoder {
    get encoding() {
      return 'utf-8';
    }
    encode(text = '') {
      return new Uint8Array(encode(String(text), 'utf8'));
    }
  });
  define('TextDecoder', class TextDecoder {
    constructor(label = 'utf-8') {
      this.encoding = { utf8: 'utf-8', latin1: 'windows-1252' }[encodingOf(label)];
      if (this.encoding === undefined) throw new RangeError('The "' + label + '" encoding is not supported');
    }
    decode(bytes = new Uint8Array(0)) {
      return textOf(bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes, this.encoding === 'utf-8' ? 'utf8' : 'latin1');
    }
  });

  const shown = (value) => {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return String(value.stack).includes(value.message) ? String(value.stack) : value + '\n' + value.stack;
    if (typeof value === 'bigint') return value + 'n';
    if (typeof value !== 'object' || value === null) return String(value);
    try {
      return JSON.stringify(value);
    } catch (problem) {
      return '[' + problem.message + ']';
    }
  };
  const say = (...values) => print(values.map(shown).join(' '));
  define('console', { log: say, info: say, warn: say, error: say, debug: say, trace: say });

  const flateOf = (how) => (data) => new Buffer(flate(how, Uint8Array.from(typeof data === 'string' ? Buffer.from(data) : data).buffer));
  const zlib = { gunzipSync: flateOf('gunzip'), gzipSync: flateOf('gzip'), inflateSync: flateOf('unzlib'), deflateSync: flateOf('zlib') };
  for (const name of ['gunzip', 'gzip', 'inflate', 'deflate'])
    zlib[name] = (data, options, callback = options) => {
      let made;
      try {
        made = zlib[name + 'Sync'](data);
      } catch (problem) {
        return callback(problem);
      }
      callback(null, made);
    };
  const util = {
    promisify: (plain) => (...given) => new Promise((resolve, reject) => plain(...given, (problem, value) => (problem ? reject(problem) : resolve(value)))),
  };
  const modules = { buffer: { Buffer }, zlib, util };
  define('require', (name) => {
    const found = modules[String(name).replace(/^node:/, '')];
    if (found === undefined) throw new Error("Cannot find module '" + name + "': a function here has buffer, zlib and util, and no network or files.");
    return found;
  });
  const module = { exports: {} };
  define('module', module);
  define('exports', module.exports);
  define('process', { env: { TZ: ':UTC', AWS_LAMBDA_FUNCTION_NAME: host.functionName }, version: 'v22.0.0', nextTick: (call, ...given) => void Promise.resolve().then(() => call(...given)) });
  const refuse = (what) => () => {
    throw new Error(what);
  };
  for (const name of ['setTimeout', 'setInterval', 'setImmediate'])
    define(name, refuse('There are no timers here: ' + name + ' would wait for a clock that stands still during an invocation.'));
  define('fetch', refuse('There is no network here: a function sees its event and nothing else.'));

  const invoke = (handler, event, callback) => {
    const context = { functionName: host.functionName, awsRequestId: host.requestId, getRemainingTimeInMillis: () => 60000 - (now() - startMs), callbackWaitsForEmptyEventLoop: true };
    return handler(event, context, callback);
  };
  return (esModule, plain, json) => {
    const handler = esModule?.handler ?? esModule?.default?.handler ?? module.exports?.handler ?? plain;
    if (typeof handler !== 'function') {
      const problem = new Error('index.handler is undefined or not exported: define "exports.handler = async (event) => …", or a function named handler.');
      problem.name = 'Runtime.HandlerNotFound';
      throw problem;
    }
    return new Promise((resolve, reject) => {
      const answer = invoke(handler, read(json), (problem, value) => (problem == null ? resolve(value) : reject(problem)));
      if (typeof answer?.then === 'function') answer.then(resolve, reject);
      else if (answer !== undefined || handler.length < 3) resolve(answer);
    }).then((value) => write(value) ?? 'null');
  };
})`;
