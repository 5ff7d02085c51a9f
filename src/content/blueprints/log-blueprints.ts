/** Functions for lines of logs and tables. */
import type { Blueprint } from './blueprint.ts';

const APACHE = String.raw`// Common Log Format: host, identity, user, [time], "request", status, bytes.
const LINE = /^(\S+) (\S+) (\S+) \[([^\]]+)\] "([^"]*)" (\d{3}) (\d+|-)/;`;

export const apacheToJson: Blueprint = {
  id: 'apache-log-to-json',
  title: 'Apache log to JSON',
  about: 'Lines of an Apache access log become JSON; what is no such line is ProcessingFailed.',
  isBroken: false,
  code: `${APACHE}

export const handler = async (event) => {
  const records = event.records.map(({ recordId, data }) => {
    const match = LINE.exec(Buffer.from(data, 'base64').toString('utf8'));
    if (match === null) return { recordId, result: 'ProcessingFailed', data };
    const [, host, ident, authuser, timestamp, request, response, bytes] = match;
    const line = { host, ident, authuser, timestamp, request, response: Number(response), bytes: bytes === '-' ? 0 : Number(bytes) };
    return { recordId, result: 'Ok', data: Buffer.from(JSON.stringify(line) + '\\n').toString('base64') };
  });
  return { records };
};
`,
};

export const apacheToCsv: Blueprint = {
  id: 'apache-log-to-csv',
  title: 'Apache log to CSV',
  about: 'Lines of an Apache access log become rows of seven columns; what is no such line is ProcessingFailed.',
  isBroken: false,
  code: `${APACHE}
const quoted = (text) => (/[",]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);

export const handler = async (event) => {
  const records = event.records.map(({ recordId, data }) => {
    const match = LINE.exec(Buffer.from(data, 'base64').toString('utf8'));
    if (match === null) return { recordId, result: 'ProcessingFailed', data };
    return { recordId, result: 'Ok', data: Buffer.from(match.slice(1).map(quoted).join(',') + '\\n').toString('base64') };
  });
  return { records };
};
`,
};

export const syslogToJson: Blueprint = {
  id: 'syslog-to-json',
  title: 'Syslog to JSON',
  about: 'Lines of syslog, RFC 3164 with or without a priority, become JSON.',
  isBroken: false,
  code: String.raw`// <priority>Mmm dd hh:mm:ss host program[pid]: message
const LINE = /^(?:<(\d{1,3})>)?(\w{3} [ \d]\d \d\d:\d\d:\d\d) (\S+) ([^\s:[]+)(?:\[(\d+)\])?: (.*)/;

export const handler = async (event) => {
  const records = event.records.map(({ recordId, data }) => {
    const match = LINE.exec(Buffer.from(data, 'base64').toString('utf8'));
    if (match === null) return { recordId, result: 'ProcessingFailed', data };
    const [, priority, timestamp, hostname, processname, processid, logmessage] = match;
    const line = { timestamp, hostname, processname, processid: processid ?? null, logmessage };
    if (priority !== undefined) Object.assign(line, { facility: priority >> 3, severity: priority & 7 });
    return { recordId, result: 'Ok', data: Buffer.from(JSON.stringify(line) + '\n').toString('base64') };
  });
  return { records };
};
`,
};

export const csvToJson: Blueprint = {
  id: 'csv-to-json',
  title: 'CSV to JSON',
  about: 'Rows become JSON by the names in COLUMNS. A row with another number of columns is ProcessingFailed.',
  isBroken: false,
  code: String.raw`const COLUMNS = ['id', 'customer', 'amount'];

// Columns between commas; one in quotes may hold commas, and quotes written twice.
const split = (row) => Array.from(row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);

export const handler = async (event) => {
  const records = event.records.map(({ recordId, data }) => {
    const values = split(Buffer.from(data, 'base64').toString('utf8').trimEnd());
    if (values.length !== COLUMNS.length) return { recordId, result: 'ProcessingFailed', data };
    const record = Object.fromEntries(COLUMNS.map((name, i) => [name, values[i]]));
    return { recordId, result: 'Ok', data: Buffer.from(JSON.stringify(record) + '\n').toString('base64') };
  });
  return { records };
};
`,
};

export const cloudWatchLogs: Blueprint = {
  id: 'cloudwatch-logs',
  title: 'CloudWatch Logs processor',
  about:
    'Records of a CloudWatch Logs subscription are gzipped JSON with many log events: each becomes a line. Control messages are dropped.',
  isBroken: false,
  code: `const zlib = require('zlib');

exports.handler = async (event) => {
  const records = event.records.map(({ recordId, data }) => {
    let message;
    try {
      message = JSON.parse(zlib.gunzipSync(Buffer.from(data, 'base64')).toString('utf8'));
    } catch (error) {
      console.log('Not a message of CloudWatch Logs:', error.message);
      return { recordId, result: 'ProcessingFailed', data };
    }
    if (message.messageType !== 'DATA_MESSAGE') return { recordId, result: 'Dropped', data };
    const lines = message.logEvents.map((logEvent) => logEvent.message + '\\n').join('');
    return { recordId, result: 'Ok', data: Buffer.from(lines).toString('base64') };
  });
  return { records };
};
`,
};
