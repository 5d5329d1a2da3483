import { useWorkspaceNumber } from '#ui/page.tsx'

/** Where a mail's own picture is. */
export const usePictureUrl = () => {
  const workspace = useWorkspaceNumber()
  return (caseId: string, letterId: string, fileId: string) =>
    `/api/cases/${caseId}/letters/${letterId}/files/${fileId}?workspace=${workspace}`
}
