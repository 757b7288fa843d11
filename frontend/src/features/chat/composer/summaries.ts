/** Ways to have documents summarised, as LISA names them, and how to ask for each. */
export const summaries = [
  {
    id: 'concise',
    words: 'Summarise: concise',
    detail: 'in a few sentences',
    ask: 'Summarise the attached documents in at most five sentences. Keep names, numbers and decisions; leave out examples.',
  },
  {
    id: 'overview',
    words: 'Summarise: overview',
    detail: 'purpose, main points, open questions',
    ask: 'Give an overview of the attached documents: what each is for, its main points as a list in the order of the text, and what it leaves open.',
  },
  {
    id: 'dense',
    words: 'Summarise: chain of density',
    detail: 'shorter and richer in five passes',
    ask:
      'Summarise the attached documents by chain of density. Begin with a summary of about 80 words. Then, four times over, ' +
      'find one to three important names, numbers or facts that are missing, and write the summary again at the same length with them in it, ' +
      'dropping nothing that was there. Answer with the last version, and below it a list of what you added in each pass.',
  },
] as const;
