-- Whatever changes about praise is marked, so that kept days of the figure are made anew.
select sabai_watch('voice_praise', '{said_at}', '{feedback_id, member_id}');
