export { answerSignal, signalledPost } from "./answer-signal.server";
export { castVote } from "./cast-vote.server";
export { listSignals } from "./list-signals.server";
export { react } from "./react.server";
export { listReactors } from "./list-reactors.server";
export { tellCounts } from "./tell-counts.server";
