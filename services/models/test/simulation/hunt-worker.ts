import { logger } from '@lisa/kit/logger';
import { serves } from '@lisa/testing/simulator/work-through';
import { hunt, type Hunt } from './hunt.ts';

logger.setLogLevel('SILENT');
Error.stackTraceLimit = 0;

serves<string, Hunt>(hunt);
