export { castVote } from "./cast-vote.server";
export { listVotesOf } from "./list-votes.server";
