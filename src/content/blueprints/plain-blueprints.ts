/** Functions for records of JSON, as the lab's producers write them, and one for records of a data stream. */
import type { Blueprint } from './blueprint.ts';

export const generalProcessing: Blueprint = {
  id: 'general-processing',
  title: 'General processing (pass through)',
  about: 'Every record goes on as it came. The contract in its shortest form: each recordId back, with a result and its data in base64.',
  isBroken: false,
  code: `export const handler = async (event) => {
  const records = event.records.map(({ recordId, data }) => ({
    recordId,
    result: 'Ok',
    data,
  }));
  console.log('Processed', records.length, 'records');
  return { records };
};
`,
};

export const enrichJson: Blueprint = {
  id: 'enrich-json',
  title: 'Enrich JSON',
  about: 'Adds fields to records of JSON. What is no JSON is ProcessingFailed and lands in the error folder.',
  isBroken: false,
  code: `export const handler = async (event) => {
  const records = event.records.map(({ recordId, data, approximateArrivalTimestamp }) => {
    try {
      const record = JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
      record.receivedAt = new Date(approximateArrivalTimestamp).toISOString();
      record.isLarge = record.amount > 500;
      return { recordId, result: 'Ok', data: Buffer.from(JSON.stringify(record)).toString('base64') };
    } catch (error) {
      console.log('Not JSON:', error.message);
      return { recordId, result: 'ProcessingFailed', data };
    }
  });
  return { records };
};
`,
};

export const filterRecords: Blueprint = {
  id: 'filter',
  title: 'Filter',
  about: 'Keeps what is worth keeping. Dropped records leave on purpose: they are no failure and land nowhere.',
  isBroken: false,
  code: `export const handler = async (event) => {
  const records = event.records.map(({ recordId, data }) => {
    const record = JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
    return { recordId, result: record.amount >= 100 ? 'Ok' : 'Dropped', data };
  });
  return { records };
};
`,
};

export const partitionKeys: Blueprint = {
  id: 'partition-keys',
  title: 'Partition keys from the function',
  about: 'For dynamic partitioning: hands back metadata.partitionKeys, which a prefix takes with !{partitionKeyFromLambda:customer}.',
  isBroken: false,
  code: `export const handler = async (event) => {
  const records = event.records.map(({ recordId, data, approximateArrivalTimestamp }) => {
    const record = JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
    const partitionKeys = {
      customer: String(record.key ?? 'unknown'),
      day: new Date(approximateArrivalTimestamp).toISOString().slice(0, 10),
    };
    return { recordId, result: 'Ok', data, metadata: { partitionKeys } };
  });
  return { records };
};
`,
};

export const streamMetadata: Blueprint = {
  id: 'stream-metadata',
  title: 'Metadata of the data stream',
  about: 'For a data stream as the source: writes shard, partition key and sequence number into each record.',
  isBroken: false,
  code: `export const handler = async (event) => {
  const records = event.records.map(({ recordId, data, kinesisRecordMetadata }) => {
    if (kinesisRecordMetadata === undefined) return { recordId, result: 'ProcessingFailed', data };
    const { shardId, partitionKey, sequenceNumber, approximateArrivalTimestamp } = kinesisRecordMetadata;
    const record = JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
    const kinesis = { shardId, partitionKey, sequenceNumber, approximateArrivalTimestamp };
    return { recordId, result: 'Ok', data: Buffer.from(JSON.stringify({ ...record, kinesis })).toString('base64') };
  });
  return { records };
};
`,
};
