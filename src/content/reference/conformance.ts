/** What the engine's service is, action by action, as the tests find it. `conformance.json` is written by test/conformance; nothing in it is typed by hand. */

export interface Conformance {
  /** Of @aws-sdk/client-kinesis, which carries AWS's API model. */
  modelVersion: string;
  summary: {
    actions: Share;
    members: Share;
    /** Recorded steps of the real service that the engine answers alike. */
    steps: Share;
    refusals: number;
  };
  /** Where the recorded steps come from. */
  captures: { name: string; source: string; description: string; steps: Share }[];
  actions: ConformingAction[];
}

/** So many of so many. */
export interface Share {
  count: number;
  of: number;
}

export interface ConformingAction {
  name: string;
  link: string;
  /** Sentences, from the head of the action's source. */
  modelled: string[];
  simplified: string[];
  recorded: string[];
  members: RequestMember[];
  limits: ActionLimit[];
  refusals: ActionRefusal[];
  /** Errors that the model lists and that no test provokes. */
  otherErrors: string[];
  steps: Share;
  /** Recorded steps that are answered otherwise, because they contradict what else was recorded. */
  contradicted: { step: string; reason: string }[];
}

export interface RequestMember {
  /** Inside a list or a structure: with dots. */
  path: string;
  type: string;
  isRequired: boolean;
  constraints: string[];
  /** Why the engine reads over it; null where it is modelled. */
  leftOut: string | null;
  /** Where the service is stricter than its model. */
  note: string | null;
}

export interface ActionLimit {
  title: string;
  value: number;
  unit: string;
  source: string;
  asOf: string;
  older: string | null;
}

export interface ActionRefusal {
  type: string;
  text: string;
  /** Recorded from the real service, or said by the engine in a test. */
  isRecorded: boolean;
  /** Names of the tests, or ids of the recorded steps. */
  shownBy: string[];
}
