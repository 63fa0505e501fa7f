throw new Error('no mains');
