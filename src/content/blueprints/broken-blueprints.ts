/** Functions that are wrong on purpose: what Firehose makes of it, and how to mend them, is the lesson. */
import type { Blueprint } from './blueprint.ts';

export const forgetsRecords: Blueprint = {
  id: 'forgets-records',
  title: 'Broken: forgets records',
  about: 'Filters with filter(): ids that do not come back fail with Lambda.MissingRecordId, though the function meant to drop them.',
  isBroken: true,
  code: `export const handler = async (event) => {
  // To leave a record out, answer it with result: 'Dropped'. One that is not answered has failed.
  const records = event.records
    .filter(({ data }) => JSON.parse(Buffer.from(data, 'base64').toString('utf8')).amount >= 100)
    .map(({ recordId, data }) => ({ recordId, result: 'Ok', data }));
  return { records };
};
`,
};

export const throwsOnAmount: Blueprint = {
  id: 'throws-on-amount',
  title: 'Broken: throws on a bad amount',
  about:
    'One bad record throws, so the whole invocation fails, is tried again in vain, and takes every record beside it to the error folder.',
  isBroken: true,
  code: `export const handler = async (event) => {
  const records = event.records.map(({ recordId, data }) => {
    const order = JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
    // Catch it here and answer ProcessingFailed: then only this record fails.
    if (order.amount > 950) throw new RangeError('Amount ' + order.amount + ' is too high');
    order.total = order.amount * 1.2;
    return { recordId, result: 'Ok', data: Buffer.from(JSON.stringify(order)).toString('base64') };
  });
  return { records };
};
`,
};
