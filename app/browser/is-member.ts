/** Whether this page was made for a member. */
export const isMember = () => "member" in document.documentElement.dataset;
