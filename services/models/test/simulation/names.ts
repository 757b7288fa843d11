export const stage = 'test';
const prefix = `lisa-${stage}-model-`;

export const stackNameOf = (uid: string): string => prefix + uid;

export const uidInStackName = (name: string): string => name.slice(prefix.length);

/** The address of a model's own load balancer. */
export const addressOf = (stackName: string): string => `http://${stackName}.elb.amazonaws.com`;

export const uidInAddress = (url: string): string | undefined => /lisa-test-model-([0-9a-z]{26})\./.exec(url)?.[1];

/** Of an execution or an operation on a stack, whose names begin `{uid}-{generation}`. */
export const uidIn = (name: string): string => name.slice(0, 26);
export const generationIn = (name: string): number => Number(/^\d+/.exec(name.slice(27))?.[0] ?? 0);
