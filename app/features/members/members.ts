export {
  type Disclosure,
  type Faced,
  formerNameOf,
  handleWait,
  type MemberCard,
  nameDays,
  type Profile,
} from "./member";
export { DisplayName, HandleForm, ProfileForm, profileLimits } from "./profile-form";
