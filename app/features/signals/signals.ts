export { VoteForm } from "./vote-form";
