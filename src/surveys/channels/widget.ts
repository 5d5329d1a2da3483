import { channel } from '../channel.ts'

/** A line in the pages of one's own site, which opens the survey there; the sites are listed in the survey's settings. */
export default channel({
  id: 'widget',
  byHand: true,
  handOut: ({ origin, token }) => [{ kind: 'code', text: `<script src="${origin}/w/${token}.js" async></script>` }],
})
