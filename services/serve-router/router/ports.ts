/** The table of routes, read strongly consistent. */
export interface RouteRows {
  /** The version of the whole table; 0 before anything was ever routed. */
  version(): Promise<number>;
  /** Every row of kind `route`, as stored. */
  all(): Promise<readonly unknown[]>;
}

/** Says which version this task serves; others wait for all live leases. */
export interface Leases {
  /** Writes the version under a lease that lapses by itself when it is not renewed. */
  renew(version: number): Promise<void>;
  /** Takes the lease back. */
  end(): Promise<void>;
}

export interface Secrets {
  /** The text of a secret; rejects with the reason when it cannot be read. */
  read(arn: string): Promise<string>;
}

/** A model as LiteLLM is told of it. */
export interface LitellmEntry {
  readonly model_name: string;
  readonly litellm_params: {
    readonly model: string;
    readonly api_base?: string;
    readonly api_key?: string;
    /** Every call becomes one of the address's chat completions, whatever the caller asked in. */
    readonly use_chat_completions_api?: true;
  };
  readonly model_info: { readonly id: string };
}

export interface RejectedEntry {
  /** `model_info.id` of the entry. */
  readonly id: string;
  readonly reason: string;
}

/** A model that LiteLLM shall try once, without keeping it. */
export interface LitellmTrial {
  readonly litellm_params: LitellmEntry['litellm_params'];
  readonly kind: 'chat' | 'embedding';
  readonly stream: boolean;
}

/** How a trial ended: what the model said, or how its provider said no; without a status it was not reached. */
export type Tried =
  | { readonly ok: true; readonly ms: number; readonly answer?: string | undefined }
  | { readonly ok: false; readonly status: number | null; readonly message: string };

/** The model list of the LiteLLM process beside this one. Both reject while it is not up. */
export interface LitellmModels {
  /** Generation of the list it serves; 0 after its start. */
  generation(): Promise<number>;
  /** Replaces the whole list. Resolves when every entry is served but those it answers, which LiteLLM cannot serve. */
  replace(generation: number, models: readonly LitellmEntry[]): Promise<readonly RejectedEntry[]>;
}

/** Trials by the LiteLLM process beside this one. Rejects while it is not up, and when `signal` ends it. */
export interface LitellmTrials {
  try(trial: LitellmTrial, signal: AbortSignal): Promise<Tried>;
}

export interface Log {
  log(level: 'INFO' | 'WARN' | 'ERROR', message: string, facts?: object): void;
}
