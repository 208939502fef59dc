/**
 * Labels of publish buttons where a site gives nothing but its text (Facebook, Instagram, Threads), by language: whole
 * labels as {@link fold} leaves them, the words of a list apart by `|`. Before the `/` those that publish, after it the
 * buttons beside them that publish nothing. Strings, because all of it is loaded into every page.
 */
export const PUBLISH_WORDS: { readonly [language: string]: string } = {
  en:
    'post|post all|publish|share|share now|share next|post now|publish now|schedule|schedule post|add to queue|comment|reply|send/' +
    'save draft|save as draft|add post|next|back|cancel|close|done|discard',
  // Nynorsk has no words of its own here.
  nb:
    'legg ut|publiser|del|del nå|legg ut nå|planlegg|planlegg innlegg|kommenter|svar|send/' +
    'lagre utkast|lagre som utkast|neste|tilbake|avbryt|lukk|ferdig|forkast',
  da:
    'slå op|offentliggør|del|del nu|planlæg|planlæg opslag|kommentér|svar|send/' +
    'gem kladde|gem som kladde|næste|tilbage|annuller|luk|udført',
  sv:
    'publicera|lägg upp|dela|dela nu|schemalägg|schemalägg inlägg|kommentera|svara|skicka/' +
    'spara utkast|spara som utkast|nästa|tillbaka|avbryt|stäng|klart',
  fi:
    'julkaise|jaa|jaa nyt|ajoita|ajoita julkaisu|kommentoi|vastaa|lähetä/' +
    'tallenna luonnos|seuraava|takaisin|peruuta|sulje|valmis',
  is: 'birta|deila|setja á tímaáætlun/' + 'vista drög|áfram|hætta við|loka',
  de:
    'posten|veröffentlichen|teilen|jetzt teilen|jetzt posten|planen|beitrag planen|kommentieren|antworten|senden/' +
    'entwurf speichern|als entwurf speichern|weiter|zurück|abbrechen|schließen|fertig',
  fr:
    'publier|partager|partager maintenant|publier maintenant|programmer|planifier|commenter|répondre|envoyer/' +
    'enregistrer le brouillon|enregistrer comme brouillon|suivant|retour|annuler|fermer|terminé',
  es:
    'publicar|compartir|compartir ahora|publicar ahora|programar|programar publicación|comentar|responder|enviar/' +
    'guardar borrador|guardar como borrador|siguiente|atrás|cancelar|cerrar|listo',
  pt:
    'publicar|postar|compartilhar|partilhar|compartilhar agora|publicar agora|agendar|programar|comentar|responder|enviar/' +
    'salvar rascunho|guardar rascunho|avançar|seguinte|voltar|cancelar|fechar|concluir',
  it:
    'pubblica|condividi|condividi ora|pubblica ora|programma|programma post|commenta|rispondi|invia/' +
    'salva bozza|salva come bozza|avanti|indietro|annulla|chiudi|fine',
  nl:
    'plaatsen|posten|publiceren|delen|nu delen|nu plaatsen|inplannen|reageren|beantwoorden|verzenden/' +
    'concept opslaan|opslaan als concept|volgende|terug|annuleren|sluiten|klaar',
  pl:
    'opublikuj|publikuj|udostępnij|udostępnij teraz|zaplanuj|skomentuj|odpowiedz|wyślij/' +
    'zapisz wersję roboczą|dalej|wstecz|anuluj|zamknij|gotowe',
  cs:
    'zveřejnit|publikovat|sdílet|sdílet hned|naplánovat|okomentovat|odpovědět|odeslat/' +
    'uložit koncept|další|zpět|zrušit|zavřít|hotovo',
  tr:
    'paylaş|yayınla|gönder|şimdi paylaş|planla|yorum yap|yanıtla/' +
    'taslağı kaydet|taslak olarak kaydet|i̇leri|geri|i̇ptal|kapat|bitti',
  uk:
    'опублікувати|поширити|запланувати|відповісти|надіслати/' +
    'зберегти чернетку|далі|назад|скасувати|закрити',
  ru:
    'опубликовать|отправить|поделиться|запланировать|ответить/' +
    'сохранить черновик|далее|назад|отмена|закрыть|готово',
  ar: 'نشر|مشاركة|المشاركة الآن|جدولة|رد|إرسال/' + 'حفظ المسودة|التالي|رجوع|إلغاء|إغلاق|تم',
  he: 'פרסם|פרסום|שתף|שיתוף|תזמן|שליחה/' + 'שמור טיוטה|הבא|חזרה|ביטול|סגירה',
  hi: 'पोस्ट करें|प्रकाशित करें|शेयर करें|शेड्यूल करें|भेजें/' + 'ड्राफ़्ट सेव करें|आगे बढ़ें|रद्द करें|बंद करें',
  id:
    'posting|kirim|terbitkan|publikasikan|bagikan|bagikan sekarang|jadwalkan|balas/' +
    'simpan draf|berikutnya|kembali|batal|tutup|selesai',
  vi: 'đăng|chia sẻ|chia sẻ ngay|lên lịch|trả lời|gửi/' + 'lưu bản nháp|tiếp|quay lại|hủy|đóng|xong',
  th: 'โพสต์|เผยแพร่|แชร์|แชร์เลย|กำหนดเวลา|ตอบกลับ|ส่ง/' + 'บันทึกฉบับร่าง|ถัดไป|กลับ|ยกเลิก|ปิด|เสร็จสิ้น',
  ja:
    '投稿|投稿する|公開|公開する|シェア|シェアする|今すぐシェア|日時を指定|返信|送信/' +
    '下書きを保存|次へ|戻る|キャンセル|閉じる|完了',
  ko: '게시|게시하기|공유하기|공유|지금 공유|예약|답글|보내기/' + '임시 저장|다음|뒤로|취소|닫기|완료',
  'zh-Hans':
    '发帖|发布|发表|分享|立即分享|立即发布|定时发布|回复|发送/' + '保存草稿|下一步|返回|取消|关闭|完成',
  'zh-Hant': '發佈|發布|發表|分享|立即分享|排定發佈時間|回覆|傳送/' + '儲存草稿|下一步|返回|取消|關閉|完成',
};

export const fold = (label: string): string => label.normalize('NFC').toLocaleLowerCase('und');

const lists = Object.values(PUBLISH_WORDS).map((words) => words.split('/'));
const wordsOf = (list: 0 | 1): Set<string> => new Set(lists.flatMap((both) => both[list]?.split('|') ?? []));
const PUBLISH = wordsOf(0);
const NEVER = wordsOf(1);

/** What a whole button label says of it; the same word never stands in both lists (a test holds them to it). */
export function labelMeaning(label: string): 'publishes' | 'does-not' | 'unknown' {
  const folded = fold(label);
  if (NEVER.has(folded)) return 'does-not';
  return PUBLISH.has(folded) ? 'publishes' : 'unknown';
}
