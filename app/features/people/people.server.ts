export { presentBio, renderBio } from "./bio.server";
export { changeFace, removeFace } from "./change-face.server";
export { type ProfileScreen, readProfilePage } from "./profile-page.server";
