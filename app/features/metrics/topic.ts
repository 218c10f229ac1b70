/** The live topic of a chain's metric: its new points are announced there. */
export const topicOf = (subject: string, metric: string) => `metric:${subject}/${metric}`;
