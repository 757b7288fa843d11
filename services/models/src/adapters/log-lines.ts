import { GetLogEventsCommand, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';

/** Lines that are looked through from the end: the very last may be empty. */
const looked = 20;
const longest = 400;

/** The last thing a model server wrote; undefined if it wrote nothing. Throws when its log cannot be read. */
export async function lastLine(
  logs: CloudWatchLogsClient,
  logGroupName: string,
  taskId: string,
): Promise<string | undefined> {
  const logStreamName = `task/model/${taskId}`;
  const { events = [] } = await logs
    .send(new GetLogEventsCommand({ logGroupName, logStreamName, limit: looked, startFromHead: false }))
    .catch((error: Error) => {
      // Its image could not be pulled: it never wrote.
      if (error.name !== 'ResourceNotFoundException') throw error;
      return { events: [] };
    });
  const lines = events.map(({ message = '' }) => message.trim()).filter(Boolean);
  return lines.at(-1)?.slice(0, longest);
}
